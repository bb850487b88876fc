// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers the way the user's language writes them.
#pragma once

#include <QString>

namespace samepage::gui {

// "1.2 GiB", or "1,2 GiB".
[[nodiscard]] QString formatSize(quint64 bytes);
// "312,450"
[[nodiscard]] QString formatCount(quint64 count);
// Time of day with seconds; `usec`: CLOCK_REALTIME, microseconds.
[[nodiscard]] QString formatTimeOfDay(quint64 usec);

} // namespace samepage::gui
