// SPDX-License-Identifier: GPL-2.0-or-later
// The icon in the desktop's tray, where there is one and the user wants it; the
// app goes on there when its window is closed.
#pragma once

#include "gui/tray_news.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <functional>
#include <memory>

class QSettings;

namespace samepage::gui {

class Actions;

class TrayIcon : public QObject {
    Q_OBJECT

public:
    using Available = std::function<bool()>;

    // All must outlive this; it brings `window` back. `available` tells whether
    // there is a tray; empty: the desktop is asked.
    TrayIcon(ServiceClient& client, QSettings& settings, Actions& actions, QWidget& window,
             Available available = {});

    [[nodiscard]] QMenu& menu() { return menu_; }
    // The window may be closed and the app goes on.
    [[nodiscard]] bool isOn() const { return icon_ != nullptr; }
    // The tray may have come or gone since.
    void look();
    [[nodiscard]] QString toolTip() const;

signals:
    // A notification; also for tests.
    void told(const QString& title, const QString& text);

private:
    void switchTo(bool wanted);
    void update();
    void showWindow();

    ServiceClient& client_;
    QSettings& settings_;
    Actions& actions_;
    QWidget& window_;
    Available available_;
    QMenu menu_;
    std::unique_ptr<QSystemTrayIcon> icon_; // none while it is off
    TrayNews news_;
    std::optional<quint64> saved_;
};

} // namespace samepage::gui
