// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/proc_dir.h"
#include "rules/rule.h"

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace samepage {

/// What rules know a process by.
struct ProcessFacts {
    std::string exe;    ///< path; of a program that was replaced since, too
    std::string cgroup; ///< path below /sys/fs/cgroup
    uid_t uid = 0;      ///< effective
    bool operator==(const ProcessFacts&) const = default;
};

/// Empty when it has exited.
[[nodiscard]] std::optional<ProcessFacts> factsOf(const ProcDir& process);

/// The system's unit that a process with this control group belongs to, or
/// empty. Units of users' own managers do not count, as users choose their
/// names: all are part of the system's user@UID.service.
[[nodiscard]] std::string_view systemUnit(std::string_view cgroup);

[[nodiscard]] bool matches(const Rule& rule, const ProcessFacts& process);

/// True if rule `a` counts where both match.
[[nodiscard]] bool goesBefore(const Rule& a, const Rule& b);

/// The rule that counts for the process; null: no enabled one matches.
[[nodiscard]] const Rule* ruleFor(const std::vector<Rule>& rules, const ProcessFacts& process);

} // namespace samepage
