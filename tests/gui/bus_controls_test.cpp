// SPDX-License-Identifier: GPL-2.0-or-later
// The controls against the real service: as alice, who may do everything, as
// carol, who may do nothing, and as root on a bus where the service comes and goes.
#include "service_process.h"

#include "gui/actions.h"
#include "gui/bus_service_client.h"
#include "gui/controls_window.h"
#include "gui/main_window.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>
#include <optional>

namespace samepage::gui {
namespace {

using client::Settings;
using client::SettingValue;
using Number = std::uint64_t;

constexpr int patience = 20000; // ms
constexpr auto engine = SettingsOf::Engine;
constexpr auto policy = SettingsOf::Policy;

class ControlsOnTheBus : public testing::Test {
protected:
    ControlsOnTheBus()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , window_(client_, settings_) {
        window_.show();
        window_.findChild<Actions*>()->controls->trigger();
    }

    template <typename Predicate>
    static bool waitFor(Predicate predicate) {
        return QTest::qWaitFor(predicate, patience);
    }
    ControlsModel& model() { return window_.findChild<ControlsWindow*>()->model(); }
    bool loaded() {
        return waitFor([this] {
            return model().isConnected() && model().isLoaded() &&
                   model().value(engine, "max_cpu_percent") != nullptr;
        });
    }
    // As another client is told.
    Settings ask(BusServiceClient& client, SettingsOf set) {
        std::optional<Reply<Settings>> reply;
        client.settings(set, [&](const Reply<Settings>& answer) { reply = answer; });
        EXPECT_TRUE(waitFor([&] { return reply.has_value(); }));
        return reply && reply->result ? *reply->result : Settings();
    }
    bool change(BusServiceClient& client, SettingsOf set, const Settings& changes) {
        bool done = false;
        bool well = false;
        client.changeSettings(set, changes, [&](const std::optional<ClientError>& error) {
            done = true;
            well = !error;
        });
        return waitFor([&] { return done; }) && well;
    }
    bool applied() {
        return waitFor([this] { return !model().isApplying(); });
    }
    void edit(Number cap) {
        model().edit(engine, "max_cpu_percent", cap);
        model().edit(policy, "memory_percent", cap);
    }

    QTemporaryDir folder_;
    QSettings settings_;
    BusServiceClient client_;
    MainWindow window_;
};

using ControlsAsAlice = ControlsOnTheBus;
using ControlsAsCarol = ControlsOnTheBus;
using BusControls = ControlsOnTheBus;

TEST_F(ControlsAsAlice, WhatIsAppliedIsAtTheService) {
    ASSERT_TRUE(loaded());
    BusServiceClient other;
    ASSERT_TRUE(waitFor([&] { return other.link() == Link::Connected; }));
    edit(37);
    model().edit(policy, "pressure_percent", 7.5);
    model().apply();
    ASSERT_TRUE(applied());
    EXPECT_TRUE(model().failure().isEmpty()) << qPrintable(model().failure());
    EXPECT_EQ(model().changes(), 0);
    EXPECT_EQ(ask(other, engine).at("max_cpu_percent"), SettingValue(Number{37}));
    EXPECT_EQ(ask(other, policy).at("memory_percent"), SettingValue(Number{37}));
    EXPECT_EQ(ask(other, policy).at("pressure_percent"), SettingValue(7.5));
    EXPECT_EQ(ask(other, policy).at("when"), SettingValue(std::string("always")));

    // Somebody else sets something.
    model().edit(engine, "max_cpu_percent", Number{50});
    ASSERT_TRUE(
        change(other, engine, {{"max_cpu_percent", Number{11}}, {"sleep_millisecs", Number{21}}}));
    EXPECT_TRUE(waitFor(
        [this] { return *model().value(engine, "sleep_millisecs") == SettingValue(Number{21}); }));
    EXPECT_EQ(*model().value(engine, "max_cpu_percent"), SettingValue(Number{50}));
    EXPECT_TRUE(model().settings(engine).isOvertaken("max_cpu_percent"));
}

TEST_F(ControlsAsAlice, WhatTheKernelRefusesIsNamedAndNothingIsChanged) {
    ASSERT_TRUE(loaded());
    const Settings before = ask(client_, engine);
    model().edit(engine, "domains", std::string("cgroup")); // the made-up kernel has none
    model().edit(engine, "sleep_millisecs", Number{99});
    model().apply();
    ASSERT_TRUE(applied());
    EXPECT_FALSE(model().failure().isEmpty());
    EXPECT_EQ(model().note(engine, "domains").tone, Tone::Error);
    EXPECT_EQ(model().changes(), 2);
    EXPECT_EQ(ask(client_, engine), before);
}

TEST_F(ControlsAsCarol, ADeniedChangeChangesNothingAndStaysAnEdit) {
    ASSERT_TRUE(loaded());
    const Settings before = ask(client_, engine);
    edit(44);
    model().apply();
    ASSERT_TRUE(applied());
    EXPECT_TRUE(model().failure().startsWith(QStringLiteral("The changes were not applied.")))
        << qPrintable(model().failure());
    EXPECT_EQ(model().changes(), 2);
    EXPECT_EQ(ask(client_, engine), before);
    EXPECT_EQ(ask(client_, policy).at("memory_percent"), SettingValue(Number{25}));
}

TEST_F(BusControls, EditsOutliveTheServiceAndAreAppliedToTheNext) {
    auto service = std::make_unique<ServiceProcess>();
    ASSERT_TRUE(loaded());
    edit(61);
    service->kill();
    ASSERT_TRUE(waitFor([this] { return !model().isConnected(); }));
    EXPECT_FALSE(model().canApply());
    EXPECT_EQ(model().changes(), 2);
    service = std::make_unique<ServiceProcess>();
    ASSERT_TRUE(waitFor([this] { return model().canApply(); }));
    model().apply();
    ASSERT_TRUE(applied());
    EXPECT_TRUE(model().failure().isEmpty()) << qPrintable(model().failure());
    EXPECT_EQ(ask(client_, engine).at("max_cpu_percent"), SettingValue(Number{61}));
    EXPECT_EQ(ask(client_, policy).at("memory_percent"), SettingValue(Number{61}));
}

} // namespace
} // namespace samepage::gui
