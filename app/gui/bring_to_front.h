// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace samepage::gui {

// Shows the window, also one that is minimized or hidden, and asks for the focus.
// `activationToken`: with which a Wayland desktop grants it; empty if there is none.
void bringToFront(QWidget& window, const QString& activationToken = {});

} // namespace samepage::gui
