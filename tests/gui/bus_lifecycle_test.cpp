// SPDX-License-Identifier: GPL-2.0-or-later
// Services and buses that come and go. BusLifecycle runs as root on a private bus
// without a service (only root may own the name); BusLoss brings its own bus.
#include "child.h"
#include "service_process.h"

#include "gui/actions.h"
#include "gui/bus_service_client.h"
#include "gui/main_window.h"
#include "gui/process_view.h"
#include "gui/setup_page.h"

#include <QAction>
#include <QFile>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace samepage::gui {
namespace {

constexpr int patience = 20000; // ms

template <typename Predicate>
bool waitFor(Predicate predicate) {
    return QTest::qWaitFor(predicate, patience);
}

class BusLifecycle : public testing::Test {
protected:
    BusLifecycle()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , window_(client_, settings_) {
        window_.show();
    }

    bool setupShown() { return window_.findChild<SetupPage*>()->isVisible(); }
    Actions& actions() { return *window_.findChild<Actions*>(); }
    ProcessView& view() { return *window_.findChild<ProcessView*>(); }
    QString stateOf(std::uint32_t pid) {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            const QModelIndex index = view().model()->index(row, ProcessModel::Pid);
            if (index.data().toString() == QString::number(pid)) {
                view().setCurrentIndex(index);
                return index.siblingAtColumn(ProcessModel::State).data().toString();
            }
        }
        return {};
    }

    QTemporaryDir folder_;
    QSettings settings_;
    BusServiceClient client_;
    MainWindow window_;
};

TEST_F(BusLifecycle, WithoutAServiceThereIsAPageAndItGoesWhenOneComes) {
    EXPECT_TRUE(waitFor([this] { return client_.link() == Link::HelperNotInstalled; }));
    EXPECT_TRUE(setupShown());
    const ServiceProcess service;
    EXPECT_TRUE(waitFor([this] { return client_.link() == Link::Connected; }));
    EXPECT_FALSE(setupShown());
    EXPECT_TRUE(waitFor([this] { return view().model()->rowCount() > 0; }));
}

TEST_F(BusLifecycle, AServiceKilledWhileMarkingFailsTheRowAndIsFoundAgain) {
    auto service = std::make_unique<ServiceProcess>(
        QStringList{QStringLiteral("--mark-delay"), QStringLiteral("60000")});
    const Child child;
    const std::uint32_t pid = child.key().pid;
    ASSERT_TRUE(waitFor([&] { return stateOf(pid) == QStringLiteral("Not marked"); }));
    actions().mark->trigger();
    ASSERT_EQ(stateOf(pid), QStringLiteral("Marking…"));
    QTest::qWait(300); // the call is with the service
    service->kill();
    EXPECT_TRUE(waitFor([&] { return stateOf(pid) == QStringLiteral("Service lost"); }))
        << qPrintable(stateOf(pid));
    EXPECT_TRUE(waitFor([this] { return setupShown(); }));

    service = std::make_unique<ServiceProcess>();
    EXPECT_TRUE(waitFor([this] { return client_.link() == Link::Connected; }));
    EXPECT_FALSE(setupShown());
    ASSERT_TRUE(waitFor([&] { return !stateOf(pid).isEmpty(); }));
    actions().mark->trigger();
    EXPECT_TRUE(waitFor([&] { return stateOf(pid) == QStringLiteral("Marked"); }))
        << qPrintable(stateOf(pid));
}

TEST_F(BusLifecycle, LoadsTheModuleFromItsPage) {
    const ServiceProcess service(
        {QStringLiteral("--problem"), QStringLiteral("module-not-loaded")});
    ASSERT_TRUE(waitFor([this] { return setupShown() && client_.link() == Link::Connected; }));
    QPushButton* load = nullptr;
    for (QPushButton* button : window_.findChild<SetupPage*>()->findChildren<QPushButton*>()) {
        if (button->isVisible()) {
            load = button;
        }
    }
    ASSERT_NE(load, nullptr);
    QTest::mouseClick(load, Qt::LeftButton);
    EXPECT_TRUE(waitFor([this] { return !setupShown(); }));
}

TEST_F(BusLifecycle, AModuleThatIsRefusedTurnsThePage) {
    const ServiceProcess service({QStringLiteral("--problem"), QStringLiteral("module-not-loaded"),
                                  QStringLiteral("--load-problem"),
                                  QStringLiteral("module-refused")});
    ASSERT_TRUE(waitFor([this] { return client_.link() == Link::Connected; }));
    actions().loadModule->trigger();
    EXPECT_TRUE(
        waitFor([this] { return client_.status().problem == client::Problem::ModuleRefused; }));
    EXPECT_TRUE(setupShown());
}

TEST_F(BusLifecycle, WhileTheWindowIsHiddenTheServiceMayLeave) {
    const ServiceProcess service({QStringLiteral("--idle-exit"), QStringLiteral("400")});
    ASSERT_TRUE(waitFor([this] { return client_.link() == Link::Connected; }));
    actions().pause->trigger();
    ASSERT_TRUE(waitFor([this] { return client_.status().state == client::EngineState::Paused; }));
    QTest::qWait(1500);
    EXPECT_FALSE(service.hasEnded());
    window_.hide();
    EXPECT_TRUE(waitFor([&] { return service.hasEnded(); }));
    QTest::qWait(1500); // it would have been missed by now
    EXPECT_EQ(client_.link(), Link::Connected);

    const ServiceProcess next;
    const QSignalSpy counters(&client_, &ServiceClient::countersChanged);
    window_.show();
    EXPECT_TRUE(waitFor([&] { return counters.count() > 1; }));
    EXPECT_TRUE(waitFor([this] { return view().model()->rowCount() > 0; }));
}

// A bus of our own, which can be ended and started again.
class BusLoss : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(folder_.isValid());
        address_ = QStringLiteral("unix:path=%1/bus").arg(folder_.path());
        QFile config(folder_.filePath(QStringLiteral("bus.conf")));
        ASSERT_TRUE(config.open(QIODevice::WriteOnly));
        config.write(QStringLiteral("<busconfig><listen>%1</listen><policy context=\"default\">"
                                    "<allow send_destination=\"*\" eavesdrop=\"true\"/>"
                                    "<allow eavesdrop=\"true\"/><allow own=\"*\"/>"
                                    "</policy></busconfig>")
                         .arg(address_)
                         .toUtf8());
        config.close();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address_.toUtf8());
    }
    void TearDown() override { stopBus(); }

    void startBus() {
        QFile::remove(folder_.filePath(QStringLiteral("bus")));
        bus_.start(
            QStringLiteral("dbus-daemon"),
            {QStringLiteral("--nofork"), QStringLiteral("--nosyslog"),
             QStringLiteral("--config-file=") + folder_.filePath(QStringLiteral("bus.conf"))});
        ASSERT_TRUE(bus_.waitForStarted());
    }
    void stopBus() {
        bus_.kill();
        bus_.waitForFinished();
    }

    QTemporaryDir folder_;
    QString address_;
    QProcess bus_;
};

TEST_F(BusLoss, ComesBackWithTheBusAndAnswersEveryCall) {
    BusServiceClient client;
    EXPECT_TRUE(waitFor([&] { return client.link() == Link::BusGone; }));

    int answers = 0;
    const auto done = [&answers](const std::optional<ClientError>& error) {
        ASSERT_TRUE(error.has_value());
        ++answers;
    };
    client.run(Command::Start, done);
    client.mark({.pid = 1, .startTime = 1}, true, done);
    client.list({}, Prompt::Never, [&](const Reply<Rows>& reply) { done(reply.error); });
    EXPECT_EQ(answers, 0); // never before the call returns
    EXPECT_TRUE(waitFor([&] { return answers == 3; }));

    for (int round = 0; round < 3; ++round) {
        startBus();
        EXPECT_TRUE(waitFor([&] { return client.link() == Link::HelperNotInstalled; })) << round;
        stopBus();
        EXPECT_TRUE(waitFor([&] { return client.link() == Link::BusGone; })) << round;
    }
}

TEST_F(BusLoss, EndsAtOnceWhileCallsAreOpen) {
    startBus();
    auto client = std::make_unique<BusServiceClient>();
    EXPECT_TRUE(waitFor([&] { return client->link() == Link::HelperNotInstalled; }));
    bool called = false;
    client->run(Command::Start, [&](const std::optional<ClientError>&) { called = true; });
    client.reset();
    QTest::qWait(50);
    EXPECT_FALSE(called);
}

} // namespace
} // namespace samepage::gui
