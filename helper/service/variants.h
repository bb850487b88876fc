// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/long_work.h"
#include "engine/tunables.h"
#include "run/run_policy.h"

#include <sdbus-c++/Types.h>

#include <cstdint>
#include <map>
#include <string>

namespace samepage {

/// a{sv}
using VariantMap = std::map<std::string, sdbus::Variant>;

/// Throws Failure InvalidArgument for a value that is not of type t, b or s.
[[nodiscard]] Tunables toTunables(const VariantMap& values);

[[nodiscard]] VariantMap toVariants(const Tunables& tunables);
[[nodiscard]] VariantMap toVariants(const Estimate& estimate);
[[nodiscard]] VariantMap toVariants(const Explanation& explanation);
[[nodiscard]] VariantMap toVariants(const RunPolicy& policy);
/// Takes over what is in `values`. Throws Failure InvalidArgument.
void applyPolicy(const VariantMap& values, RunPolicy& policy);
/// Of MergeNow.
[[nodiscard]] VariantMap mergeResult(std::uint64_t newlyMergedBytes);

} // namespace samepage
