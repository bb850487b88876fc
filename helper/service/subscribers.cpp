// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/subscribers.h"

#include "failure.h"

namespace samepage {

void Subscribers::add(const std::string& name, uid_t uid) {
    if (names_.contains(name))
        return;
    const auto count = countOf_.find(uid);
    if (names_.size() >= maxTotal || (count != countOf_.end() && count->second >= maxPerUser))
        throw Failure(FailureKind::LimitsExceeded,
                      "Too many programs of yours are subscribed to the counters; close some.");
    names_.emplace(name, uid);
    ++countOf_[uid];
}

void Subscribers::remove(const std::string& name) {
    const auto found = names_.find(name);
    if (found == names_.end())
        return;
    const auto count = countOf_.find(found->second);
    if (--count->second == 0)
        countOf_.erase(count);
    names_.erase(found);
}

} // namespace samepage
