// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/action_button.h"

#include <QAction>

namespace samepage::gui {

ActionButton::ActionButton(QAction* action, QWidget* parent)
    : QPushButton(parent) {
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this, [this] {
        if (action_) {
            action_->trigger();
        }
    });
    setAction(action);
}

void ActionButton::setAction(QAction* action) {
    if (action == action_) {
        return;
    }
    if (action_) {
        disconnect(action_, nullptr, this, nullptr);
    }
    action_ = action;
    connect(action, &QAction::changed, this, &ActionButton::update);
    update();
}

void ActionButton::update() {
    // The menu has the mnemonic; twice the same would only cycle the focus.
    setText(action_->iconText());
    setIcon(action_->icon());
    setToolTip(action_->toolTip());
    setAccessibleDescription(action_->statusTip());
    setEnabled(action_->isEnabled());
}

QSize ActionButton::sizeHint() const {
    constexpr int air = 12; // icon and text do not touch the frame
    return QPushButton::sizeHint() + QSize(air, 0);
}

} // namespace samepage::gui
