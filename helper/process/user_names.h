// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace samepage {

/// User id to name, remembered for a minute: the lookup may ask a directory
/// server. Blocking: not for the bus thread. Thread-safe.
class UserNames {
public:
    /// The id in digits when it has no name.
    [[nodiscard]] std::string of(uid_t uid);

private:
    struct Entry {
        std::string name;
        std::chrono::steady_clock::time_point readAt;
    };
    std::mutex mutex_;
    std::map<uid_t, Entry> entries_;
};

} // namespace samepage
