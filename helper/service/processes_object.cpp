// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/processes_object.h"

#include "bus/errors.h"
#include "service/process_rows.h"
#include "service/target.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace samepage {

namespace {

// From the last list on; who shows processes asks each second or so.
constexpr auto tableKept = std::chrono::seconds(30);

EventProcess eventProcess(const Target& target) {
    const ProcessKey key = target.process->key();
    return {static_cast<std::uint32_t>(key.pid), key.startTime, target.uids.effective,
            target.uids.allAre(target.uids.effective), target.name};
}

} // namespace

ProcessesObject::ProcessesObject(sdbus::IObject& object, EngineHost& engines, MarkAuthors& authors,
                                 Requests& requests, Callers& callers, Audience& audience)
    : Processes_adaptor(object)
    , object_(object)
    , engines_(engines)
    , authors_(authors)
    , requests_(requests)
    , audience_(audience)
    , exits_([this](const EventProcess& process) { tellOf("Exited", process); })
    , longCalls_([this](const LongCall& call, std::uint64_t done, std::uint64_t total) {
        tellProgress(call, done, total);
    }) {
    registerAdaptor();
    callers.onGone([this](const std::string& name) {
        longCalls_.cancel(name, std::nullopt);
        audience_.forget(name);
    });
    forgetTable_.setSingleShot(true);
    QObject::connect(&forgetTable_, &QTimer::timeout, &forgetTable_, [this] { table_.clear(); });
}

void ProcessesObject::List(sdbus::Result<ListedProcesses>&& result, OptionMap options) {
    ListOptions parsed;
    std::shared_ptr<PreparedReply> answer;
    try {
        parsed = parseListOptions(options);
        answer = requests_.prepareReply();
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    auto reply = std::make_shared<sdbus::Result<ListedProcesses>>(std::move(result));
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
    request.work = [this, parsed, answer](uid_t caller) {
        ProcessFilter filter;
        filter.markedOnly = parsed.markedOnly;
        if (!parsed.all)
            filter.owner = caller;
        appendRows(answer->message(),
                   listProcesses(filter, table_, *engines_.engine(), users_, authors_));
    };
    request.done = [this, reply, answer] {
        forgetTable_.start(tableKept);
        try {
            answer->send();
        } catch (const Failure& failure) {
            reply->returnError(busError(failure));
        }
    };
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
    request.prepare = [this, target](uid_t) { target->lookAt(users_); };
    request.question = [target](uid_t caller) {
        return std::optional(markQuestion(*target, caller));
    };
    request.work = [this, target, mark](uid_t caller) {
        target->checkUnchanged();
        const auto engine = engines_.engine();
        if (mark)
            engine->mark(*target->process, {});
        else
            engine->unmark(*target->process);
        authors_.set(target->process->key(), {mark, "user:" + users_.of(caller)});
        authors_.save();
    };
    request.done = [this, target, reply, mark] {
        changed(mark, target->process, eventProcess(*target));
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

void ProcessesObject::changed(bool marked, std::shared_ptr<const ProcessHandle> process,
                              const EventProcess& what) {
    if (marked)
        exits_.watch(std::move(process), what);
    else
        exits_.forget(process->key());
    tellOf(marked ? "Marked" : "Unmarked", what);
    onEvent_(marked ? "marked" : "unmarked", what);
}

void ProcessesObject::tellOf(const char* signal, const EventProcess& process) {
    audience_.tell(process, [this, signal, process](const std::string& name) {
        sdbus::Signal message =
            object_.createSignal(sdbus::InterfaceName(INTERFACE_NAME), sdbus::SignalName(signal));
        message << process.pid << process.startTime;
        message.setDestination(name);
        object_.emitSignal(message);
    });
}

void ProcessesObject::tellProgress(const LongCall& call, std::uint64_t donePages,
                                   std::uint64_t totalPages) {
    const ProcessKey& process = call.processes().front();
    // To the caller only: what others do, and how much memory that is, is
    // nobody's business.
    sdbus::Signal signal =
        object_.createSignal(sdbus::InterfaceName(INTERFACE_NAME), sdbus::SignalName("Progress"));
    signal << call.name() << static_cast<std::uint32_t>(process.pid) << process.startTime
           << donePages << totalPages;
    signal.setDestination(call.sender());
    object_.emitSignal(signal);
}

void ProcessesObject::submitLong(sdbus::Result<VariantMap>&& result, LongRequest asked) {
    const auto call =
        longCalls_.begin(requests_.currentSender(), asked.name, std::move(asked.processes));
    auto reply = std::make_shared<sdbus::Result<VariantMap>>(std::move(result));
    auto values = std::make_shared<VariantMap>();
    Request request;
    request.what = std::move(asked.what);
    request.quiet = asked.quiet;
    request.slow = true;
    // None waits for another one.
    request.order = asked.name + " " + std::to_string(++lastLongCall_);
    request.prepare = std::move(asked.prepare);
    request.question = std::move(asked.question);
    request.work = [this, call, values, work = std::move(asked.work)](uid_t) {
        call->stopIfCancelled();
        const EngineHost::LongUse use(engines_);
        *values = work(use.engine(), [&](std::uint64_t done, std::uint64_t total) {
            use.goOn();
            call->report(done, total);
        });
    };
    request.done = [reply, values] { reply->returnResults(*values); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void ProcessesObject::submitLong(sdbus::Result<VariantMap>&& result, std::uint32_t pid,
                                 std::uint64_t startTime, const OptionMap& options,
                                 LongRequest asked, const AskAboutTarget& question,
                                 WorkOnTarget work) {
    auto target = std::make_shared<Target>();
    try {
        requireNoOptions(options);
        target->process =
            std::make_shared<const ProcessHandle>(ProcessHandle::open(checkedPid(pid), startTime));
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    asked.processes = {target->process->key()};
    asked.prepare = [this, target](uid_t) { target->lookAt(users_); };
    asked.question = [target, question](uid_t caller) { return question(*target, caller); };
    asked.work = [target, work = std::move(work)](Engine& engine, const ReportProgress& report) {
        target->checkUnchanged();
        return work(engine, *target->process, report);
    };
    submitLong(std::move(result), std::move(asked));
}

void ProcessesObject::MergeNow(sdbus::Result<VariantMap>&& result, std::uint32_t pid,
                               std::uint64_t startTime, OptionMap options) {
    LongRequest asked;
    asked.name = "MergeNow";
    asked.what = "merge process " + std::to_string(pid) + " now";
    submitLong(
        std::move(result), pid, startTime, options, std::move(asked),
        [](const Target& target, uid_t caller) {
            return std::optional(markQuestion(target, caller));
        },
        [](Engine& engine, const ProcessHandle& process, const ReportProgress& report) {
            return mergeResult(engine.mergeNow(process, report));
        });
}

void ProcessesObject::Explain(sdbus::Result<VariantMap>&& result, std::uint32_t pid,
                              std::uint64_t startTime, OptionMap options) {
    LongRequest asked;
    asked.name = "Explain";
    asked.what = "explain process " + std::to_string(pid);
    asked.quiet = true;
    submitLong(
        std::move(result), pid, startTime, options, std::move(asked),
        [](const Target& target, uid_t caller) { return inspectQuestion({target.uids}, caller); },
        [](Engine& engine, const ProcessHandle& process, const ReportProgress& report) {
            return toVariants(engine.explain(process, report));
        });
}

void ProcessesObject::Estimate(sdbus::Result<VariantMap>&& result,
                               std::vector<sdbus::Struct<std::uint32_t, std::uint64_t>> processes,
                               OptionMap options) {
    EstimateOptions parsed;
    std::shared_ptr<TargetSet> targets;
    try {
        parsed = parseEstimateOptions(options);
        std::vector<ProcessKey> keys;
        keys.reserve(processes.size());
        for (const auto& process : processes)
            keys.push_back({checkedPid(process.get<0>()), process.get<1>()});
        targets = std::make_shared<TargetSet>(keys, maxEstimated);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    LongRequest asked;
    asked.name = "Estimate";
    asked.what =
        "estimate what marking " + std::to_string(targets->keys().size()) + " processes would save";
    asked.quiet = true;
    asked.processes = targets->keys();
    asked.prepare = [targets](uid_t) { targets->lookAt(); };
    asked.question = [targets](uid_t caller) { return inspectQuestion(targets->uids(), caller); };
    asked.work = [targets, parsed](Engine& engine, const ReportProgress& report) {
        targets->checkUnchanged();
        return toVariants(engine.estimate(targets->keys(), parsed, report));
    };
    submitLong(std::move(result), std::move(asked));
}

void ProcessesObject::Cancel(sdbus::Result<std::uint32_t>&& result, std::uint32_t pid,
                             std::uint64_t startTime, OptionMap options) {
    std::optional<ProcessKey> process;
    try {
        if (parseCancelAnybody(options)) {
            cancelMerge(std::move(result), ProcessHandle::open(checkedPid(pid), startTime));
            return;
        }
        if (pid != 0 || startTime != 0)
            process = ProcessKey{checkedPid(pid), startTime};
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    // At once: it must not wait behind anything.
    result.returnResults(longCalls_.cancel(requests_.currentSender(), process));
}

void ProcessesObject::cancelMerge(sdbus::Result<std::uint32_t>&& result, ProcessHandle process) {
    auto target = std::make_shared<Target>();
    target->process = std::make_shared<const ProcessHandle>(std::move(process));
    auto reply = std::make_shared<sdbus::Result<std::uint32_t>>(std::move(result));
    auto count = std::make_shared<std::uint32_t>(0);
    Request request;
    request.what = "end merging process " + std::to_string(target->process->key().pid) + " now";
    // Not in the order of what is done to the process: this must not wait.
    request.order = "cancel " + requests_.currentSender();
    request.prepare = [this, target](uid_t) { target->lookAt(users_); };
    request.question = [target](uid_t caller) {
        return std::optional(markQuestion(*target, caller));
    };
    request.work = [this, target, count](uid_t) {
        target->checkUnchanged();
        *count = engines_.engine()->cancelMerge(*target->process) ? 1 : 0;
    };
    request.done = [reply, count] { reply->returnResults(*count); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

} // namespace samepage
