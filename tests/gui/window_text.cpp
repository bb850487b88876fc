// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin of Qt that makes an app, as it is installed, print the texts of its window and
// exit: QT_PLUGIN_PATH=… QT_QPA_GENERIC_PLUGINS=windowtext samepage
#include <QAbstractButton>
#include <QApplication>
#include <QGenericPlugin>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>
#include <QTimer>

#include <cstdio>

namespace {

// True if there was a window to read.
bool printTexts() {
    for (const QWidget* widget : QApplication::topLevelWidgets()) {
        const auto* window = qobject_cast<const QMainWindow*>(widget);
        if (window == nullptr || !window->isVisible()) {
            continue;
        }
        for (const QAction* menu : window->findChild<QMenuBar*>()->actions()) {
            std::printf("menu %s\n", qUtf8Printable(menu->text()));
        }
        for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
            std::printf("button %s\n", qUtf8Printable(button->text()));
        }
        for (const QLabel* label : window->findChildren<QLabel*>()) {
            std::printf("label %s\n", qUtf8Printable(label->text()));
        }
        return true;
    }
    return false;
}

class WindowText : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "window_text.json")

public:
    QObject* create(const QString& /*name*/, const QString& /*specification*/) override {
        auto* timer = new QTimer;
        connect(timer, &QTimer::timeout, timer, [] {
            if (printTexts()) {
                QCoreApplication::exit(0);
            }
        });
        timer->start(50);
        return timer;
    }
};

} // namespace

#include "window_text.moc"
