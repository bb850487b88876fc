// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/bring_to_front.h"

#include <QGuiApplication>
#include <QWidget>

namespace samepage::gui {

void bringToFront(QWidget& window, const QString& activationToken) {
    // Qt has no other way to be given one.
    const bool given = !activationToken.isEmpty() &&
                       QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
    if (given) {
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    }
    window.show();
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.raise();
    window.activateWindow();
    if (given) {
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }
}

} // namespace samepage::gui
