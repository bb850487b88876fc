// SPDX-License-Identifier: GPL-2.0-or-later
// Processes that look like those of a workstation.
#pragma once

#include "client/process_row.h"

#include <cstdint>
#include <string>
#include <vector>

namespace samepage::gui {

// The same for the same count; `count` of them, some marked.
[[nodiscard]] std::vector<client::ProcessRow> madeUpProcesses(std::size_t count, bool allUsers);

[[nodiscard]] client::ProcessRow madeUpProcess(std::uint32_t pid, const std::string& name,
                                               std::uint64_t rss);

} // namespace samepage::gui
