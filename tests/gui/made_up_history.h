// SPDX-License-Identifier: GPL-2.0-or-later
// Three months of a workstation, thinned as the service does it.
#pragma once

#include "gui/service_client.h"

#include <vector>

namespace samepage::gui {

// The same for the same question. The machine is switched off at night, and
// nothing is known of longer ago than 83 days.
[[nodiscard]] client::HistoryPoints madeUpHistory(const HistoryQuery& query);
[[nodiscard]] std::vector<client::Event> madeUpEvents(quint64 from, quint64 to);

} // namespace samepage::gui
