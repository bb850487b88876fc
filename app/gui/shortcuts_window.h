// SPDX-License-Identifier: GPL-2.0-or-later
// The list of keyboard shortcuts.
#pragma once

#include <QDialog>

namespace samepage::gui {

class Actions;

class ShortcutsWindow : public QDialog {
    Q_OBJECT

public:
    ShortcutsWindow(const Actions& actions, QWidget* parent);
};

} // namespace samepage::gui
