// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace samepage::ctl {

// Where the service is that is asked.
struct Place {
    enum class Kind { Here, Host, Machine }; // Host: through ssh; Machine: a container

    Kind kind = Kind::Here;
    std::string name{}; // [USER@]HOST, or of the container

    bool operator==(const Place&) const = default;
};

} // namespace samepage::ctl
