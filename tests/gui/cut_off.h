// SPDX-License-Identifier: GPL-2.0-or-later
// Finds texts that do not fit into what shows them.
#pragma once

#include <QStringList>

class QWidget;

namespace samepage::gui {

// A line for each visible label, button, box or heading of a table in the window
// that has less room than its text needs. What is elided on purpose does not count: names
// and paths of processes, which come from outside and can have any length.
[[nodiscard]] QStringList cutOffTexts(const QWidget& window);

} // namespace samepage::gui
