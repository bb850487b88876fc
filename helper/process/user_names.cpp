// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/user_names.h"

#include "text/printable.h"

#include <pwd.h>

#include <array>

namespace samepage {

std::string UserNames::of(uid_t uid) {
    using std::chrono::steady_clock;
    const auto now = steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        const auto known = entries_.find(uid);
        if (known != entries_.end() && now - known->second.readAt < std::chrono::minutes(1))
            return known->second.name;
    }
    std::string name = std::to_string(uid);
    std::array<char, 16384> buffer{};
    passwd entry = {};
    passwd* found = nullptr;
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        name = printable(found->pw_name, 256);
    const std::lock_guard lock(mutex_);
    entries_[uid] = {name, now};
    return name;
}

} // namespace samepage
