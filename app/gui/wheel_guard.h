// SPDX-License-Identifier: GPL-2.0-or-later
// Who scrolls a page with the wheel does not want to change what comes under the
// mouse.
#pragma once

class QWidget;

namespace samepage::gui {

// From now on the wheel changes the value of `editor` only while it has the focus.
void guardFromWheel(QWidget& editor);

} // namespace samepage::gui
