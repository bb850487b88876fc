// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/processes_object.h"

#include "authority/actions.h"
#include "bus/errors.h"
#include "text/printable.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace samepage {
namespace {

/// A process on its way to being marked, held from before the question to
/// polkit until after the answer of the kernel.
struct Target {
    std::shared_ptr<const ProcessHandle> process;
    ProcUids uids; ///< that polkit was asked about
    std::string name;
    std::string user;
};

pid_t checkedPid(std::uint32_t pid) {
    if (pid == 0 || pid > static_cast<std::uint32_t>(std::numeric_limits<pid_t>::max()))
        throw Failure(FailureKind::InvalidArgument, "The process id is out of range.");
    return static_cast<pid_t>(pid);
}

void lookAt(Target& target, UserNames& users) {
    const ProcStat stat = target.process->stat();
    if (stat.isKernelThread())
        throw Failure(FailureKind::NotMarkable,
                      "Process " + std::to_string(target.process->key().pid) +
                          " is a kernel thread: it has no memory of its own.");
    target.uids = target.process->uids();
    target.name = plain(stat.name);
    target.user = plain(users.of(target.uids.effective));
}

Question questionFor(const Target& target, uid_t caller) {
    Question question;
    question.action = markAction(caller, target.uids);
    question.details = {{"process", target.name},
                        {"pid", std::to_string(target.process->key().pid)},
                        {"user", target.user}};
    return question;
}

} // namespace

ProcessesObject::ProcessesObject(sdbus::IObject& object, EngineHost& engines, Requests& requests)
    : Processes_adaptor(object)
    , engines_(engines)
    , requests_(requests)
    , exits_([this](ProcessKey key) {
        emitExited(static_cast<std::uint32_t>(key.pid), key.startTime);
    }) {
    registerAdaptor();
}

void ProcessesObject::List(sdbus::Result<std::vector<ProcessRow>>&& result, OptionMap options) {
    ListOptions parsed;
    try {
        parsed = parseListOptions(options);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    auto reply = std::make_shared<sdbus::Result<std::vector<ProcessRow>>>(std::move(result));
    auto rows = std::make_shared<std::vector<ProcessRow>>();
    Request request;
    request.what = parsed.all ? "list the processes of all users" : "list own processes";
    request.quiet = true;
    request.order = "list " + requests_.currentSender();
    request.question = [parsed](uid_t) -> std::optional<Question> {
        if (!parsed.all)
            return std::nullopt;
        Question question;
        question.action = Action::Inspect;
        return question;
    };
    request.work = [this, parsed, rows](uid_t caller) {
        ProcessFilter filter;
        filter.markedOnly = parsed.markedOnly;
        if (!parsed.all)
            filter.owner = caller;
        *rows = listProcesses(filter, *engines_.engine(), users_);
    };
    request.done = [reply, rows] { reply->returnResults(*rows); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void ProcessesObject::setMark(sdbus::Result<>&& result, bool mark, const OptionMap& options,
                              const OpenProcess& open) {
    auto target = std::make_shared<Target>();
    try {
        requireNoOptions(options);
        target->process = std::make_shared<const ProcessHandle>(open());
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    const ProcessKey key = target->process->key();
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));

    Request request;
    request.what = (mark ? "mark process " : "unmark process ") + std::to_string(key.pid);
    request.order = "process " + std::to_string(key.pid) + " " + std::to_string(key.startTime);
    request.prepare = [this, target](uid_t) { lookAt(*target, users_); };
    request.question = [target](uid_t caller) {
        return std::optional(questionFor(*target, caller));
    };
    request.work = [this, target, mark](uid_t) {
        // polkit was asked about the process as it was then.
        if (target->process->uids() != target->uids)
            throw Failure(FailureKind::NotAuthorized,
                          "Not authorised: the process has changed its user in the meantime.");
        const auto engine = engines_.engine();
        if (mark)
            engine->mark(*target->process);
        else
            engine->unmark(*target->process);
    };
    request.done = [this, target, reply, mark, key] {
        const auto pid = static_cast<std::uint32_t>(key.pid);
        if (mark) {
            exits_.watch(target->process);
            emitMarked(pid, key.startTime);
        } else {
            exits_.forget(key);
            emitUnmarked(pid, key.startTime);
        }
        reply->returnResults();
    };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void ProcessesObject::Mark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
                           OptionMap options) {
    setMark(std::move(result), true, options,
            [&] { return ProcessHandle::open(checkedPid(pid), startTime); });
}

void ProcessesObject::MarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd, OptionMap options) {
    setMark(std::move(result), true, options,
            [&] { return ProcessHandle::openPidfd(pidfd.get()); });
}

void ProcessesObject::Unmark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
                             OptionMap options) {
    setMark(std::move(result), false, options,
            [&] { return ProcessHandle::open(checkedPid(pid), startTime); });
}

void ProcessesObject::UnmarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd,
                                  OptionMap options) {
    setMark(std::move(result), false, options,
            [&] { return ProcessHandle::openPidfd(pidfd.get()); });
}

} // namespace samepage
