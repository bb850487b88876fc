// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/wheel_guard.h"

#include <QEvent>
#include <QWidget>

namespace samepage::gui {
namespace {

class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
            event->ignore(); // on to the page
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

void guardFromWheel(QWidget& editor) {
    // The wheel would also give it the focus.
    editor.setFocusPolicy(Qt::StrongFocus);
    editor.installEventFilter(new WheelGuard(&editor));
}

} // namespace samepage::gui
