// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <list>
#include <map>
#include <optional>

namespace samepage {

/// Decides which waiting question may go to polkit next. The bus lets one
/// connection wait for 128 replies only: without a share for each user, one
/// who leaves prompts open could keep everybody else from being answered.
class CheckQueue {
public:
    struct Limits {
        unsigned total = 96;
        unsigned prompts = 48; ///< of them: those that may wait for a person
        unsigned perUser = 16;
        unsigned promptsPerUser = 8; ///< of them
    };
    explicit CheckQueue(Limits limits)
        : limits_(limits) {}

    void add(std::uint64_t ticket, uid_t uid, bool prompt);
    /// The next one to ask, counted as running from now on; empty: wait.
    [[nodiscard]] std::optional<std::uint64_t> next();
    /// It is answered or taken back, whether it was running or waiting.
    void remove(std::uint64_t ticket);

private:
    struct Entry {
        std::uint64_t ticket;
        uid_t uid;
        bool prompt;
    };
    Limits limits_;
    std::list<Entry> waiting_;
    std::map<std::uint64_t, Entry> running_;
    std::map<uid_t, unsigned> runningOf_;
    std::map<uid_t, unsigned> promptsOf_;
    unsigned prompts_ = 0;
};

} // namespace samepage
