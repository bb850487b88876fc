// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace samepage::client {

// Where the service is that is asked.
struct Place {
    enum class Kind { Here, Host, Machine }; // Host: through ssh; Machine: a container

    Kind kind = Kind::Here;
    std::string name{}; // [USER@]HOST, or of the container

    bool operator==(const Place&) const = default;
};

// Whether ssh and systemd can be given it: they would take a leading dash for an
// option.
[[nodiscard]] inline bool isPlaceName(std::string_view name) {
    return !name.empty() && !name.starts_with('-') &&
           name.find_first_of(" \t\n") == std::string_view::npos;
}

} // namespace samepage::client
