// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/process_row.h"
#include "ctl/bus.h"

#include <sdbus-c++/Error.h>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace samepage::ctl {

// What names the processes with these ids, on the machine where the service is.
// Of another machine the service tells it, as there is no /proc of it here; for
// other users' processes that needs authorisation.
class ProcessFinder {
public:
    ProcessFinder(Bus& bus, const std::vector<std::uint32_t>& pids);

    // Throws sdbus::Error: NoSuchProcess, or why it cannot be told.
    [[nodiscard]] client::ProcessKey key(std::uint32_t pid) const;

private:
    void ask(Bus& bus, const char* scope);
    [[nodiscard]] bool knowsAll(const std::vector<std::uint32_t>& pids) const;

    bool elsewhere_;
    std::map<std::uint32_t, client::ProcessKey> keys_; // of the other machine
    std::optional<sdbus::Error> refused_;
};

} // namespace samepage::ctl
