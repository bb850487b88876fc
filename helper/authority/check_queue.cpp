// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/check_queue.h"

#include <algorithm>

namespace samepage {

void CheckQueue::add(std::uint64_t ticket, uid_t uid, bool prompt) {
    waiting_.push_back({ticket, uid, prompt});
}

std::optional<std::uint64_t> CheckQueue::next() {
    if (running_.size() >= limits_.total)
        return std::nullopt;
    const auto entry = std::find_if(waiting_.begin(), waiting_.end(), [this](const Entry& e) {
        const auto running = runningOf_.find(e.uid);
        const bool userHasShare = running == runningOf_.end() || running->second < limits_.perUser;
        if (!userHasShare || !e.prompt)
            return userHasShare;
        const auto prompts = promptsOf_.find(e.uid);
        return prompts_ < limits_.prompts &&
               (prompts == promptsOf_.end() || prompts->second < limits_.promptsPerUser);
    });
    if (entry == waiting_.end())
        return std::nullopt;
    const Entry chosen = *entry;
    waiting_.erase(entry);
    running_.emplace(chosen.ticket, chosen);
    ++runningOf_[chosen.uid];
    if (chosen.prompt) {
        ++prompts_;
        ++promptsOf_[chosen.uid];
    }
    return chosen.ticket;
}

void CheckQueue::remove(std::uint64_t ticket) {
    const auto running = running_.find(ticket);
    if (running == running_.end()) {
        waiting_.remove_if([ticket](const Entry& e) { return e.ticket == ticket; });
        return;
    }
    const Entry entry = running->second;
    running_.erase(running);
    if (--runningOf_[entry.uid] == 0)
        runningOf_.erase(entry.uid);
    if (entry.prompt) {
        --prompts_;
        if (--promptsOf_[entry.uid] == 0)
            promptsOf_.erase(entry.uid);
    }
}

} // namespace samepage
