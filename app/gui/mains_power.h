// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace samepage::gui {

inline constexpr QLatin1String powerSupplyFolder("/sys/class/power_supply");

// Whether this machine runs on mains power, as the service understands it: it is
// plugged in, or no battery of its own discharges.
[[nodiscard]] bool onMainsPower(const QString& folder);

} // namespace samepage::gui
