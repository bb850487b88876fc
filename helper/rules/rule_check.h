// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/rule.h"

#include <vector>

namespace samepage {

/// The rule with its value in the one form that is kept ("/sys/fs/cgroup" is
/// taken off a path, say). Whether a user exists is not looked at. Throws
/// Failure InvalidArgument with what to do about it.
[[nodiscard]] Rule checkedRule(Rule rule);

/// Finds the user id for a rule about a user, whose value may be a name. Asks
/// the system's user database, which may block. Throws Failure InvalidArgument.
void resolveUser(Rule& rule);

/// Throws Failure InvalidArgument for a rule about a unit that, by what runs now,
/// is one of a user's own manager or of a container: such a rule would match
/// nothing. Reads /proc.
void requireSystemUnit(const Rule& rule, const std::string& procRoot = "/proc");

/// Throws Failure InvalidArgument if one of them is about the same already.
void requireNoConflict(const std::vector<Rule>& rules, const Rule& rule);

/// "the executable /usr/bin/true", in plain ASCII: for prompts and the log.
[[nodiscard]] std::string describeRule(const Rule& rule);

} // namespace samepage
