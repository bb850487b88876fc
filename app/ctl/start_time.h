// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/process_row.h"

#include <sdbus-c++/Error.h>

#include <cstdint>
#include <optional>
#include <string>

namespace samepage::ctl {

// The start time in the text of a /proc/PID/stat; empty when that is damaged.
[[nodiscard]] std::optional<std::uint64_t> parseStartTime(const std::string& stat);

// NoSuchProcess, as the service would say it.
[[nodiscard]] sdbus::Error noSuchProcess(std::uint32_t pid);

// What names the process of this machine from here on. Throws noSuchProcess.
[[nodiscard]] client::ProcessKey processKey(std::uint32_t pid);

} // namespace samepage::ctl
