// SPDX-License-Identifier: GPL-2.0-or-later
// A rule to add, as Rules.Add wants it.
#pragma once

#include "client/dictionary.h"

#include <cstdint>
#include <optional>
#include <string>

namespace samepage::client {

struct NewRule {
    std::string kind{"executable"}; // or "unit", "cgroup", "user"
    std::string value{};
    bool never = false;
    std::string domain{};
    std::optional<std::int32_t> priority{};
    bool enabled = true;
    std::string comment{};

    bool operator==(const NewRule&) const = default;
};

// What is as the service has it by default is left out.
[[nodiscard]] Dictionary ruleDictionary(const NewRule& rule);

} // namespace samepage::client
