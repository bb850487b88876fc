// SPDX-License-Identifier: GPL-2.0-or-later
// One rule as Rules.List describes it.
#pragma once

#include "client/new_rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace samepage::client {

struct Rule {
    std::uint32_t id = 0;
    std::string kind{}; // as in NewRule
    std::string value{};
    std::string user{};   // of rules about a user: the name now
    std::string action{}; // "mark" or "never"
    std::string domain{};
    std::int32_t priority = 0;
    bool enabled = false;
    std::string comment{};

    bool operator==(const Rule&) const = default;
};

// "id", "kind" and "value" must be there, the rest may be missing and unknown
// keys are ignored. Throws MalformedReply, also for a value of another type.
[[nodiscard]] Rule parseRule(const Dictionary& rule);
[[nodiscard]] std::vector<Rule> parseRules(const std::vector<Dictionary>& rules);

// What has to be added for the same rule, with another number.
[[nodiscard]] NewRule sameAgain(const Rule& rule);

} // namespace samepage::client
