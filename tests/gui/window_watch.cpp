// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin of Qt that makes an app, as it is installed, tell on its standard output what
// becomes of its windows: QT_PLUGIN_PATH=… QT_QPA_GENERIC_PLUGINS=windowwatch samepage
// It minimizes the main window once, so that coming back can be seen.
#include <QApplication>
#include <QGenericPlugin>
#include <QMainWindow>
#include <QSet>
#include <QTimer>

#include <cstdio>

namespace {

class Watcher : public QTimer {
    Q_OBJECT

public:
    Watcher() {
        connect(this, &QTimer::timeout, this, &Watcher::look);
        start(20);
    }

private:
    void look() {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (!window->isVisible()) {
                continue;
            }
            if (!seen_.contains(window)) {
                seen_.insert(window);
                say("window", window->windowTitle());
            } else if (qobject_cast<QMainWindow*>(window) != nullptr) {
                follow(*window);
            }
        }
    }
    void follow(QWidget& window) {
        if (!wasMinimized_) {
            wasMinimized_ = true;
            window.setWindowState(Qt::WindowMinimized);
            say("minimized", window.windowTitle());
        } else if (!isBack_ && !window.isMinimized()) {
            isBack_ = true;
            say("back", window.windowTitle());
        }
    }
    static void say(const char* what, const QString& title) {
        std::printf("%s %s\n", what, qUtf8Printable(title));
        std::fflush(stdout);
    }

    QSet<const QWidget*> seen_;
    bool wasMinimized_ = false;
    bool isBack_ = false;
};

class WindowWatch : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "window_watch.json")

public:
    QObject* create(const QString& /*name*/, const QString& /*specification*/) override {
        return new Watcher;
    }
};

} // namespace

#include "window_watch.moc"
