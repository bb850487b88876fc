// SPDX-License-Identifier: GPL-2.0-or-later
// A push button that stands for an action.
#pragma once

#include <QPointer>
#include <QPushButton>

class QAction;

namespace samepage::gui {

class ActionButton : public QPushButton {
    Q_OBJECT

public:
    explicit ActionButton(QAction* action, QWidget* parent = nullptr);

    // Stands for another one from now on.
    void setAction(QAction* action);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void update();

    QPointer<QAction> action_;
};

} // namespace samepage::gui
