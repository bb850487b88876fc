// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/process_row.h"

#include <string>
#include <vector>

namespace samepage::ctl {

// Those that save most first, then the largest, then by pid.
void sortBySavings(std::vector<client::ProcessRow>& rows);

// The table that `samepagectl list` prints, with a summary as its last line.
[[nodiscard]] std::string processTable(const std::vector<client::ProcessRow>& rows,
                                       bool sizesInBytes);

} // namespace samepage::ctl
