// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

class QWidget;

namespace samepage::gui {

// Shows what this is, which version, and under which licence.
void showAbout(QWidget* parent);

} // namespace samepage::gui
