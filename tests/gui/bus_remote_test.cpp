// SPDX-License-Identifier: GPL-2.0-or-later
// The app on the service of another machine: a program "ssh" without a network
// runs the real systemd-stdio-bridge, and this machine has no bus of its own.
#include "child.h"

#include "gui/bus_service_client.h"
#include "gui/main_window.h"
#include "gui/process_view.h"
#include "gui/setup_page.h"
#include "gui/status_line.h"

#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace samepage::gui {
namespace {

constexpr int patience = 20000; // ms; the machine may be busy

class BusRemote : public testing::Test {
protected:
    static void SetUpTestSuite() {
        qputenv("PATH", QByteArray(SSH_STAND_IN ":") + qgetenv("PATH"));
        qputenv("FAR_BUS", qgetenv("DBUS_SYSTEM_BUS_ADDRESS"));
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }

    BusRemote()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat) {
        calls_ = folder_.filePath(QStringLiteral("calls"));
        qputenv("FAR_CALLS", calls_.toUtf8());
    }

    void open(const QString& host) {
        client_ = std::make_unique<BusServiceClient>(host);
        window_ = std::make_unique<MainWindow>(*client_, settings_);
        window_->show();
    }
    template <typename Predicate>
    static bool waitFor(Predicate predicate) {
        return QTest::qWaitFor(predicate, patience);
    }
    bool isConnected() const { return client_->link() == Link::Connected; }
    QString calls() const {
        QFile file(calls_);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    bool lists(std::uint32_t pid) {
        const auto* view = window_->findChild<ProcessView*>();
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (view->model()->index(row, ProcessModel::Pid).data().toString() ==
                QString::number(pid)) {
                return true;
            }
        }
        return false;
    }
    bool shows(const QWidget& where, const QString& text) {
        const auto labels = where.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    QTemporaryDir folder_;
    QString calls_;
    QSettings settings_;
    std::unique_ptr<BusServiceClient> client_;
    std::unique_ptr<MainWindow> window_;
};

TEST_F(BusRemote, ShowsTheProcessesOfTheHostAndItsName) {
    const Child child;
    open(QStringLiteral("root@far"));
    ASSERT_TRUE(waitFor([this] { return isConnected(); }));
    EXPECT_TRUE(waitFor([&] { return lists(child.key().pid); }));
    EXPECT_TRUE(calls().contains(QStringLiteral("-- root@far systemd-stdio-bridge")))
        << qPrintable(calls());
    EXPECT_TRUE(window_->windowTitle().contains(QStringLiteral("root@far")));
    EXPECT_TRUE(shows(*window_->findChild<StatusLine*>(), QStringLiteral("root@far")));
}

TEST_F(BusRemote, AHostThatIsNotReachedIsToldOnceAndTriedAgainWhenAsked) {
    open(QStringLiteral("unreachable"));
    ASSERT_TRUE(waitFor([this] { return client_->link() == Link::HostUnreachable; }));
    const auto* page = window_->findChild<SetupPage*>();
    EXPECT_TRUE(shows(*page, QStringLiteral("No connection to unreachable")));
    EXPECT_TRUE(shows(*page, QStringLiteral("ssh could not connect")));
    const auto before = calls().count(QLatin1Char('\n'));
    QTest::qWait(1500); // a machine here would have been asked a second time by now
    EXPECT_EQ(calls().count(QLatin1Char('\n')), before);
    client_->reconnect();
    EXPECT_TRUE(waitFor([&] { return calls().count(QLatin1Char('\n')) > before; }));
}

TEST_F(BusRemote, SaysWhatIsMissingOverThere) {
    open(QStringLiteral("far-bare"));
    ASSERT_TRUE(waitFor([this] { return client_->link() == Link::HostUnreachable; }));
    EXPECT_TRUE(client_->unreachable().contains(QStringLiteral("systemd-stdio-bridge")));
}

TEST_F(BusRemote, ComesBackWhenTheConnectionBreaks) {
    open(QStringLiteral("far"));
    ASSERT_TRUE(waitFor([this] { return isConnected(); }));
    ASSERT_EQ(QProcess::execute(QStringLiteral("pkill"),
                                {QStringLiteral("-f"), QStringLiteral("^systemd-stdio-bridge")}),
              0);
    ASSERT_TRUE(waitFor([this] { return client_->link() == Link::HostUnreachable; }));
    EXPECT_TRUE(client_->unreachable().contains(QStringLiteral("broke")));
    EXPECT_TRUE(waitFor([this] { return isConnected(); }));
}

} // namespace
} // namespace samepage::gui
