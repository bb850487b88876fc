// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/history.h"

#include <string>

namespace samepage::ctl {

using client::HistoryPoints;

// Local times; sizes in IEC units unless in bytes.
[[nodiscard]] std::string historyTable(const HistoryPoints& points, bool sizesInBytes);
// Times in UTC and as they are; empty where nothing is known.
[[nodiscard]] std::string historyCsv(const HistoryPoints& points);

} // namespace samepage::ctl
