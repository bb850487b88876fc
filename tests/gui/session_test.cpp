// SPDX-License-Identifier: GPL-2.0-or-later
// The app, as it is installed, on a session bus of its own.
#include "gui/single_instance.h"

#include <sdbus-c++/sdbus-c++.h>

#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace samepage::gui {
namespace {

constexpr int patience = 20000; // ms; the machine may be busy
constexpr auto applicationInterface = "org.freedesktop.Application";
const sdbus::ObjectPath objectPath("/org/samepage/Samepage");
const QString appName = QStringLiteral("org.samepage.Samepage");

template <typename Predicate>
bool waitFor(Predicate predicate) {
    return QTest::qWaitFor(predicate, patience);
}

// A program of which everything that it prints is kept; ended with this object.
class Program {
public:
    Program(const QString& path, const QStringList& arguments, const QProcessEnvironment& env) {
        process_.setProcessEnvironment(env);
        process_.start(path, arguments);
        EXPECT_TRUE(process_.waitForStarted());
    }
    ~Program() {
        process_.kill();
        process_.waitForFinished();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    Program(Program&&) = delete;
    Program& operator=(Program&&) = delete;

    bool says(const QString& line) {
        return waitFor([&] {
            output_ += process_.readAllStandardOutput();
            return output_.contains(line.toUtf8());
        });
    }
    const QByteArray& output() const { return output_; }
    QByteArray errors() { return process_.readAllStandardError(); }
    bool isRunning() const { return process_.state() == QProcess::Running; }
    // -1: it did not end.
    int exitStatus() {
        return waitFor([this] { return !isRunning(); }) ? process_.exitCode() : -1;
    }
    pid_t pid() const { return static_cast<pid_t>(process_.processId()); }
    void stop() { ::kill(pid(), SIGSTOP); }

private:
    QProcess process_;
    QByteArray output_;
};

QProcessEnvironment environment(const QString& config) {
    QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
    env.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    env.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    env.insert(QStringLiteral("QT_PLUGIN_PATH"), QStringLiteral(TEST_PLUGINS));
    env.insert(QStringLiteral("QT_QPA_GENERIC_PLUGINS"), QStringLiteral("windowwatch"));
    env.insert(QStringLiteral("XDG_CONFIG_HOME"), config);
    env.insert(QStringLiteral("LANGUAGE"), QStringLiteral("en"));
    env.insert(QStringLiteral("PATH"),
               QStringLiteral(SSH_STAND_IN ":") + env.value(QStringLiteral("PATH")));
    env.insert(QStringLiteral("FAR_CALLS"), config + QStringLiteral("/calls"));
    env.remove(QStringLiteral("XDG_RUNTIME_DIR"));
    return env;
}

class Session : public testing::Test {
protected:
    Session()
        : env_(environment(folder_.path())) {}

    std::unique_ptr<Program> start(const QStringList& arguments = {}) {
        return std::make_unique<Program>(QStringLiteral(SAMEPAGE_APP), arguments, env_);
    }
    std::unique_ptr<Program> started(const QStringList& arguments = {}) {
        auto app = start(arguments);
        EXPECT_TRUE(app->says(QStringLiteral("minimized"))) << app->errors().toStdString();
        return app;
    }

    QTemporaryDir folder_;
    QProcessEnvironment env_;
};

class SessionWithBus : public Session {
protected:
    SessionWithBus() {
        write(QStringLiteral("app.service"),
              "[D-BUS Service]\nName=org.samepage.Samepage\nExec=" SAMEPAGE_APP "\n");
        write(QStringLiteral("bus.conf"),
              "<busconfig><type>session</type><listen>unix:path=" + inFolder("bus") +
                  "</listen><servicedir>" + folder_.path().toUtf8() +
                  "</servicedir><policy context=\"default\"><allow send_destination=\"*\"/>"
                  "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
        daemon_ = std::make_unique<Program>(
            QStringLiteral("dbus-daemon"),
            QStringList{QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
                        QStringLiteral("--config-file=") + QString::fromUtf8(inFolder("bus.conf"))},
            env_);
        EXPECT_TRUE(daemon_->says(QStringLiteral("\n")));
        const QByteArray address = daemon_->output().split('\n').value(0);
        env_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QString::fromUtf8(address));
        // SingleInstance in this process asks there too.
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        bus_ = sdbus::createSessionBusConnectionWithAddress(address.toStdString());
    }

    QByteArray inFolder(const char* name) const {
        return folder_.filePath(QLatin1String(name)).toUtf8();
    }
    void write(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    // 0: nobody has the name.
    pid_t ownerOf(const QString& name) {
        const auto driver = sdbus::createProxy(*bus_, sdbus::ServiceName("org.freedesktop.DBus"),
                                               sdbus::ObjectPath("/org/freedesktop/DBus"));
        uint32_t pid = 0;
        try {
            driver->callMethod("GetConnectionUnixProcessID")
                .onInterface("org.freedesktop.DBus")
                .withArguments(name.toStdString())
                .storeResultsTo(pid);
        } catch (const sdbus::Error&) {
            return 0;
        }
        return static_cast<pid_t>(pid);
    }
    // The name of the error; empty: it went well.
    template <typename... Arguments>
    std::string call(const char* method, const Arguments&... arguments) {
        const auto app =
            sdbus::createProxy(*bus_, sdbus::ServiceName(appName.toStdString()), objectPath);
        try {
            app->callMethod(method)
                .onInterface(applicationInterface)
                .withTimeout(std::chrono::milliseconds(patience))
                .withArguments(arguments...);
        } catch (const sdbus::Error& error) {
            return error.getName();
        }
        return {};
    }

    const std::map<std::string, sdbus::Variant> noData_;
    std::unique_ptr<Program> daemon_;
    std::unique_ptr<sdbus::IConnection> bus_;
};

TEST_F(SessionWithBus, ASecondStartBringsTheFirstWindowBack) {
    const auto first = started();
    EXPECT_EQ(ownerOf(appName), first->pid());
    const auto second = start();
    EXPECT_EQ(second->exitStatus(), 0);
    EXPECT_TRUE(first->says(QStringLiteral("back Samepage")));
    EXPECT_TRUE(first->isRunning());
    EXPECT_FALSE(second->output().contains("window"));
}

TEST_F(SessionWithBus, TheTokenOfTheDesktopIsPassedOn) {
    SingleInstance first{QString()};
    ASSERT_EQ(first.claim({}), SingleInstance::Claim::First);
    QStringList tokens;
    first.serve(
        {.activate = [&](const QString& token) { tokens << token; },
         .action = [](const QString& /*name*/, const QString& /*token*/) { return false; }});
    env_.insert(QStringLiteral("XDG_ACTIVATION_TOKEN"), QStringLiteral("let me"));
    const auto second = start();
    EXPECT_EQ(second->exitStatus(), 0);
    EXPECT_EQ(tokens, QStringList{QStringLiteral("let me")});
}

TEST_F(SessionWithBus, EachHostHasAWindow) {
    const QStringList host{QStringLiteral("--host"), QStringLiteral("unreachable")};
    const auto here = started();
    const auto there = started(host);
    const QString name = SingleInstance::busName(host.last());
    EXPECT_EQ(ownerOf(name), there->pid());
    EXPECT_EQ(start(host)->exitStatus(), 0);
    EXPECT_TRUE(there->says(QStringLiteral("back unreachable")));
    EXPECT_TRUE(here->isRunning());
}

TEST_F(SessionWithBus, TheDesktopStartsIt) {
    EXPECT_EQ(call("Activate", noData_), "");
    const pid_t pid = ownerOf(appName);
    ASSERT_NE(pid, 0);
    EXPECT_EQ(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)),
              QFileInfo(QStringLiteral(SAMEPAGE_APP)).canonicalFilePath());
    // It prints where the daemon does.
    EXPECT_TRUE(daemon_->says(QStringLiteral("window Samepage")));
    ::kill(pid, SIGTERM);
    EXPECT_TRUE(waitFor([&] { return ownerOf(appName) == 0; }));
}

TEST_F(SessionWithBus, ActionsOpenWindows) {
    const auto first = started();
    EXPECT_EQ(
        call("ActivateAction", std::string("controls"), std::vector<sdbus::Variant>(), noData_),
        "");
    EXPECT_TRUE(first->says(QStringLiteral("window Controls")));
    EXPECT_TRUE(first->says(QStringLiteral("back Samepage")));
    const auto second = start({QStringLiteral("--show"), QStringLiteral("rules")});
    EXPECT_EQ(second->exitStatus(), 0);
    EXPECT_TRUE(first->says(QStringLiteral("window Rules")));
}

TEST_F(SessionWithBus, WhatItCannotDoItRefuses) {
    const auto first = started();
    EXPECT_EQ(call("Open", std::vector<std::string>{"file:///etc/passwd"}, noData_),
              "org.freedesktop.DBus.Error.NotSupported");
    EXPECT_EQ(call("ActivateAction", std::string("dance"), std::vector<sdbus::Variant>(), noData_),
              "org.freedesktop.DBus.Error.InvalidArgs");
    EXPECT_TRUE(first->isRunning());
}

TEST_F(SessionWithBus, AFirstOneThatHangsDoesNotKeepOthersAway) {
    const auto first = started();
    first->stop();
    const auto second = start();
    EXPECT_TRUE(second->says(QStringLiteral("window Samepage")));
    EXPECT_TRUE(second->isRunning());
}

TEST_F(SessionWithBus, GoesOnWhenTheBusEnds) {
    const auto first = started();
    daemon_.reset();
    QTest::qWait(500);
    EXPECT_TRUE(first->isRunning());
}

TEST_F(Session, ToldToEndItKeepsHowTheWindowWas) {
    env_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                QStringLiteral("unix:path=/nonexistent"));
    const auto app = started();
    const QString file = folder_.filePath(QStringLiteral("samepage/samepage.conf"));
    QFile::remove(file);
    ::kill(app->pid(), SIGTERM);
    EXPECT_EQ(app->exitStatus(), 0);
    QFile settings(file);
    ASSERT_TRUE(settings.open(QIODevice::ReadOnly));
    EXPECT_TRUE(settings.readAll().contains("geometry="));
}

TEST_F(Session, ItEndsWhileSshIsStillAtIt) {
    env_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                QStringLiteral("unix:path=/nonexistent"));
    const auto app = started({QStringLiteral("--host"), QStringLiteral("silent")});
    ::kill(app->pid(), SIGTERM);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !app->isRunning(); }, 8000));
    EXPECT_EQ(app->exitStatus(), 0);
}

TEST_F(Session, WithoutABusThereAreWindowsAsBefore) {
    env_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                QStringLiteral("unix:path=/nonexistent"));
    const auto first = started();
    const auto second = started();
    EXPECT_TRUE(first->isRunning());
    EXPECT_TRUE(second->isRunning());
    EXPECT_FALSE(first->errors().toLower().contains("bus"));
}

TEST_F(Session, ASilentBusIsNotWaitedFor) {
    QLocalServer bus;
    ASSERT_TRUE(bus.listen(folder_.filePath(QStringLiteral("bus"))));
    env_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                QStringLiteral("unix:path=") + bus.fullServerName());
    // Who only wants a text does not come there at all.
    EXPECT_EQ(start({QStringLiteral("--help")})->exitStatus(), 0);
    EXPECT_EQ(start({QStringLiteral("--version")})->exitStatus(), 0);
    EXPECT_FALSE(bus.hasPendingConnections());
    const auto app = started();
    EXPECT_TRUE(bus.hasPendingConnections());
    EXPECT_TRUE(app->isRunning());
}

TEST(SingleInstanceName, IsOneForEachHost) {
    const auto name = [](const char* host) {
        return SingleInstance::busName(QString::fromUtf8(host)).toStdString();
    };
    EXPECT_EQ(name(""), "org.samepage.Samepage");
    EXPECT_EQ(name("far"), "org.samepage.Samepage.host_far");
    EXPECT_EQ(name("me@far.example:22"), "org.samepage.Samepage.host_me_40far_2eexample_3a22");
    EXPECT_NE(name("a_40b"), name("a@b"));
    EXPECT_EQ(name("\xC3\xA4"), "org.samepage.Samepage.host__c3_a4");
    EXPECT_EQ(name(std::string(240, 'x').c_str()), "");
}

} // namespace
} // namespace samepage::gui
