// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace samepage::gui {

// Whether this machine runs on mains power, as the service understands it: it is
// plugged in, or no battery of its own discharges. `folder`: for tests.
[[nodiscard]] bool onMainsPower(const QString& folder = QStringLiteral("/sys/class/power_supply"));

} // namespace samepage::gui
