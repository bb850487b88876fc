// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/dictionary.h"
#include "ctl/bus.h"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace samepage::ctl {

// SIGINT or SIGTERM came while something was done, and it was cancelled.
class Interrupted : public std::runtime_error {
public:
    explicit Interrupted(int signal)
        : std::runtime_error("Cancelled.")
        , signal_(signal) {}

    [[nodiscard]] int signal() const noexcept { return signal_; }

private:
    int signal_;
};

using LongReply = std::function<void(std::optional<sdbus::Error>, client::Dictionary)>;

// Makes a call that takes long, of the Processes or the Engine interface, and waits
// for its answer; shows how far it is ("Doing: 42 %") on a terminal. `send` sends it
// and has the answer go to the LongReply; it is called again when a password
// has to be asked for. Ctrl-C and SIGTERM cancel the call: Interrupted. Throws
// sdbus::Error as the call does.
[[nodiscard]] client::Dictionary callLong(Bus& bus, const std::string& doing,
                                          const std::function<void(LongReply)>& send);

// The same of UnmergeAll, which answers nothing.
void unmergeAll(Bus& bus);

} // namespace samepage::ctl
