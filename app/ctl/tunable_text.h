// SPDX-License-Identifier: GPL-2.0-or-later
// The engine's settings as people and shells write them.
#pragma once

#include "client/dictionary.h"
#include "ctl/command_line.h"

#include <string>
#include <vector>

namespace samepage::ctl {

// As it can be given back in NAME=VALUE: "100", "0", "user".
[[nodiscard]] std::string tunableText(const sdbus::Variant& value);

// The settings in the types that the service has for them, by `now`, which is
// what it answered to GetTunables. What it did not name is sent as what it
// looks like: the service says what is wrong with it. Throws UsageError for a
// value that cannot be of the type.
[[nodiscard]] client::Dictionary tunablesToSet(const std::vector<Setting>& settings,
                                               const client::Dictionary& now);

// A table with a title.
[[nodiscard]] std::string tunablesTable(const client::Dictionary& tunables);

} // namespace samepage::ctl
