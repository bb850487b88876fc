// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tray_icon.h"

#include "gui/actions.h"
#include "gui/bring_to_front.h"
#include "gui/symbolic_icon.h"
#include "gui/tray_text.h"

#include <QAction>
#include <QGuiApplication>
#include <QSettings>
#include <QWidget>

#include <utility>

namespace samepage::gui {
namespace {

constexpr QLatin1String wantedKey("tray/wanted");

// Without Qt's plugin for SVG the app's own icon cannot be shown, and an empty
// place in the tray could not be found.
QIcon shownIcon() {
    const QIcon own = applicationIcon();
    return own.isNull() ? symbolicIcon(QStringLiteral("mark"), Tint::Accent) : own;
}

} // namespace

TrayIcon::TrayIcon(ServiceClient& client, QSettings& settings, Actions& actions, QWidget& window,
                   Available available)
    : QObject(&window)
    , client_(client)
    , settings_(settings)
    , actions_(actions)
    , window_(window)
    , available_(available ? std::move(available) : &QSystemTrayIcon::isSystemTrayAvailable) {
    QAction* show =
        menu_.addAction(client_.host().isEmpty() ? tr("&Show Samepage")
                                                 : tr("&Show Samepage on %1").arg(client_.host()));
    connect(show, &QAction::triggered, this, &TrayIcon::showWindow);
    menu_.setDefaultAction(show);
    menu_.addSeparator();
    menu_.addAction(actions_.start);
    menu_.addAction(actions_.pause);
    menu_.addSeparator();
    menu_.addAction(actions_.quit);

    connect(actions_.tray, &QAction::triggered, this, [this](bool wanted) {
        settings_.setValue(wantedKey, wanted);
        look();
    });
    connect(&client_, &ServiceClient::linkChanged, this, &TrayIcon::update);
    connect(&client_, &ServiceClient::statusChanged, this, &TrayIcon::update);
    connect(&client_, &ServiceClient::countersChanged, this,
            [this](quint64 /*usec*/, const Counters& counters) {
                saved_ = counters.savedBytes;
                if (icon_) {
                    icon_->setToolTip(toolTip());
                }
            });
    look();
}

void TrayIcon::look() {
    const bool there = available_();
    const bool wanted = settings_.value(wantedKey, false).toBool();
    actions_.tray->setEnabled(there);
    actions_.tray->setChecked(there && wanted);
    actions_.tray->setToolTip(there ? actions_.tray->statusTip()
                                    : tr("This desktop has no tray that could show an icon"));
    switchTo(there && wanted);
}

void TrayIcon::switchTo(bool wanted) {
    if (wanted == isOn()) {
        return;
    }
    // With an icon, the last window is not the end.
    QGuiApplication::setQuitOnLastWindowClosed(!wanted);
    if (!wanted) {
        icon_.reset();
        return;
    }
    icon_ = std::make_unique<QSystemTrayIcon>(shownIcon());
    icon_->setContextMenu(&menu_);
    connect(icon_.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger) {
                    showWindow();
                }
            });
    connect(icon_.get(), &QSystemTrayIcon::messageClicked, this, &TrayIcon::showWindow);
    icon_->setToolTip(toolTip());
    icon_->show();
}

void TrayIcon::update() {
    const auto news =
        news_.look(client_.link(), client_.status(), std::chrono::steady_clock::now());
    if (!icon_) {
        return;
    }
    icon_->setToolTip(toolTip());
    if (news) {
        // There may be an icon for each computer.
        const QString title =
            client_.host().isEmpty()
                ? news->title
                : tr("%1: %2", "computer and what is wrong there").arg(client_.host(), news->title);
        icon_->showMessage(title, news->text, shownIcon());
        emit told(title, news->text);
    }
}

QString TrayIcon::toolTip() const {
    return trayToolTip(client_.link(), client_.status(), saved_, client_.host());
}

void TrayIcon::showWindow() {
    bringToFront(window_);
}

} // namespace samepage::gui
