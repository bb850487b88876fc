// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/process_row.h"

#include <cstdint>
#include <optional>
#include <string>

namespace samepage::ctl {

// The start time in the text of a /proc/PID/stat; empty when that is damaged.
[[nodiscard]] std::optional<std::uint64_t> parseStartTime(const std::string& stat);

// What names the process from here on. Throws sdbus::Error NoSuchProcess, as
// the service would.
[[nodiscard]] client::ProcessKey processKey(std::uint32_t pid);

} // namespace samepage::ctl
