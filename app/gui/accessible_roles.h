// SPDX-License-Identifier: GPL-2.0-or-later
// What screen readers take the widgets for that are painted by the app itself.
#pragma once

namespace samepage::gui {

// Once, before the first window is shown.
void installAccessibleRoles();

} // namespace samepage::gui
