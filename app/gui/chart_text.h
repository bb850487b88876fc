// SPDX-License-Identifier: GPL-2.0-or-later
// Words for what the chart shows.
#pragma once

#include "client/history.h"

#include <QString>

namespace samepage::gui {

// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min"
[[nodiscard]] QString formatDuration(double seconds);
// Date and time of day with seconds; `usec`: CLOCK_REALTIME, microseconds.
[[nodiscard]] QString formatMoment(quint64 usec);
// The time of day alone if that is today.
[[nodiscard]] QString formatMomentShort(quint64 usec);
// "firefox (1234) marked"
[[nodiscard]] QString eventText(const client::Event& event);

} // namespace samepage::gui
