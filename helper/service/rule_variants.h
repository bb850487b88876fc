// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/user_names.h"
#include "rules/rule.h"
#include "service/variants.h"

namespace samepage {

/// A rule as Rules.Add takes it; it has no number yet. Throws Failure
/// InvalidArgument for what is unknown, is missing, or has the wrong type.
[[nodiscard]] Rule toRule(const VariantMap& values);

/// A row of Rules.List. users: names of users, which may block.
[[nodiscard]] VariantMap toVariants(const Rule& rule, UserNames& users);

} // namespace samepage
