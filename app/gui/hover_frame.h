// SPDX-License-Identifier: GPL-2.0-or-later
// What shows that a flat button is under the mouse, or has the focus.
#pragma once

class QAbstractButton;
class QPainter;

namespace samepage::gui {

// `fill`: 0 to 1, how much of the ground is shown. With the focus, there is a frame.
void paintHoverFrame(QPainter& painter, const QAbstractButton& button, float fill);

} // namespace samepage::gui
