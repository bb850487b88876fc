// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/target.h"

#include "failure.h"
#include "text/printable.h"

#include <algorithm>
#include <limits>
#include <set>

namespace samepage {
namespace {

void requireMarkable(const ProcStat& stat, pid_t pid) {
    if (stat.isKernelThread())
        throw Failure(FailureKind::NotMarkable,
                      "Process " + std::to_string(pid) +
                          " is a kernel thread: it has no memory of its own.");
}

void requireSame(const ProcUids& now, const ProcUids& asked) {
    if (now != asked)
        throw Failure(FailureKind::NotAuthorized,
                      "Not authorised: the process has changed its user in the meantime.");
}

} // namespace

pid_t checkedPid(std::uint32_t pid) {
    if (pid == 0 || pid > static_cast<std::uint32_t>(std::numeric_limits<pid_t>::max()))
        throw Failure(FailureKind::InvalidArgument, "The process id is out of range.");
    return static_cast<pid_t>(pid);
}

void Target::lookAt(UserNames& users) {
    const ProcStat stat = process->stat();
    requireMarkable(stat, process->key().pid);
    uids = process->uids();
    name = plain(stat.name);
    user = plain(users.of(uids.effective));
}

void Target::checkUnchanged() const {
    requireSame(process->uids(), uids);
}

Question markQuestion(const Target& target, uid_t caller) {
    Question question;
    question.action = markAction(caller, target.uids);
    question.details = {{"process", target.name},
                        {"pid", std::to_string(target.process->key().pid)},
                        {"user", target.user}};
    return question;
}

std::optional<Question> inspectQuestion(const std::vector<ProcUids>& processes, uid_t caller) {
    if (std::ranges::all_of(processes,
                            [caller](const ProcUids& uids) { return uids.allAre(caller); }))
        return std::nullopt;
    Question question;
    question.action = Action::Inspect;
    return question;
}

TargetSet::TargetSet(const std::vector<ProcessKey>& keys, std::size_t max) {
    if (keys.empty())
        throw Failure(FailureKind::InvalidArgument, "Name at least one process.");
    if (keys.size() > max)
        throw Failure(FailureKind::InvalidArgument,
                      "Too many processes at once: at most " + std::to_string(max) + ".");
    std::set<ProcessKey> seen;
    for (const ProcessKey& key : keys) {
        if (seen.insert(key).second)
            keys_.push_back(key);
    }
}

void TargetSet::lookAt() {
    uids_.clear();
    for (const ProcessKey& key : keys_) {
        const ProcessHandle process = ProcessHandle::open(key.pid, key.startTime);
        requireMarkable(process.stat(), key.pid);
        uids_.push_back(process.uids());
    }
}

void TargetSet::checkUnchanged() const {
    for (std::size_t at = 0; at < keys_.size(); ++at) {
        const ProcessKey& key = keys_[at];
        requireSame(ProcessHandle::open(key.pid, key.startTime).uids(), uids_.at(at));
    }
}

} // namespace samepage
