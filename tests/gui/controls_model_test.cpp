// SPDX-License-Identifier: GPL-2.0-or-later
// Edits, and what becomes of them, without a window.
#include "fake_client.h"
#include "made_up_settings.h"

#include "gui/controls_model.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace samepage::gui {
namespace {

using client::ErrorKind;
using client::Settings;
using client::SettingValue;
using Number = std::uint64_t;

constexpr auto engine = SettingsOf::Engine;
constexpr auto policy = SettingsOf::Policy;

class ControlsModelTest : public testing::Test {
protected:
    ControlsModelTest() {
        client_.appear();
        answerLoad();
    }

    void answerLoad(const Settings& tunables = madeUpTunables(),
                    const Settings& when = madeUpPolicy()) {
        while (!client_.settingsCalls.empty()) {
            const bool first = client_.settingsCalls.front().set == engine;
            FakeClient::answer(client_.settingsCalls, first ? tunables : when);
        }
    }
    Number numberOf(const std::string& name) {
        return std::get<Number>(*model_.value(engine, name));
    }
    void editBoth() {
        model_.edit(engine, "max_cpu_percent", Number{35});
        model_.edit(policy, "when", std::string("mains"));
    }
    QString note(const std::string& name, SettingsOf set = engine) {
        return model_.note(set, name).text;
    }

    FakeClient client_;
    ControlsModel model_{client_, {.cpus = 4, .memoryPages = 1000}};
};

TEST_F(ControlsModelTest, AsksOnceConnectedAndShowsWhatThereIs) {
    EXPECT_TRUE(model_.isLoaded());
    EXPECT_EQ(numberOf("max_cpu_percent"), 20U);
    EXPECT_EQ(model_.tunables().size(), madeUpTunables().size());
    EXPECT_TRUE(model_.missingTunables().empty());
    EXPECT_FALSE(model_.canApply());
    EXPECT_TRUE(client_.changeCalls.empty());
}

TEST_F(ControlsModelTest, ApplySendsOnlyWhatChangedInOneCallOfEachKind) {
    editBoth();
    model_.edit(engine, "threads", Number{2});
    model_.edit(engine, "smart_scan", false);
    model_.edit(engine, "smart_scan", true);
    EXPECT_EQ(model_.changes(), 3);
    model_.apply();
    ASSERT_EQ(client_.changeCalls.size(), 1U); // the policy waits for the verdict
    EXPECT_EQ(client_.changeCalls[0].set, engine);
    EXPECT_EQ(client_.changeCalls[0].changes,
              (Settings{{"max_cpu_percent", Number{35}}, {"threads", Number{2}}}));
    EXPECT_TRUE(model_.isApplying());
    EXPECT_FALSE(model_.canApply());
    client_.answerChange();
    ASSERT_EQ(client_.changeCalls.size(), 1U);
    EXPECT_EQ(client_.changeCalls[0].set, policy);
    EXPECT_EQ(client_.changeCalls[0].changes, (Settings{{"when", std::string("mains")}}));
    client_.answerChange();
    EXPECT_FALSE(model_.isApplying());
    EXPECT_EQ(model_.changes(), 0);
    EXPECT_EQ(numberOf("max_cpu_percent"), 35U);
    EXPECT_TRUE(model_.failure().isEmpty());
}

TEST_F(ControlsModelTest, WhatIsEditedFurtherWhileItIsAppliedStaysAnEdit) {
    model_.edit(engine, "max_cpu_percent", Number{35});
    model_.apply();
    model_.edit(engine, "max_cpu_percent", Number{40});
    client_.answerChange();
    EXPECT_EQ(model_.settings(engine).changes(), (Settings{{"max_cpu_percent", Number{40}}}));
    EXPECT_EQ(note("max_cpu_percent"), "Not applied yet; it is 35 % now.");
}

TEST_F(ControlsModelTest, ADeniedCallLosesNoEditAndAsksNoSecondTime) {
    editBoth();
    model_.apply();
    client_.refuseChange(ErrorKind::NotAuthorized, "The password dialog was dismissed.");
    EXPECT_TRUE(client_.changeCalls.empty());
    EXPECT_EQ(model_.failure(), "The changes were not applied. The password dialog was dismissed.");
    answerLoad();
    EXPECT_EQ(model_.changes(), 2);
    EXPECT_TRUE(model_.canApply());
    model_.edit(engine, "threads", Number{2});
    EXPECT_TRUE(model_.failure().isEmpty());
}

TEST_F(ControlsModelTest, APolicyThatIsRefusedLeavesTheRestApplied) {
    editBoth();
    model_.apply();
    client_.answerChange();
    client_.refuseChange(ErrorKind::NotSupported, "This kernel does not measure it.");
    EXPECT_TRUE(model_.failure().contains("the other changes were applied"))
        << qPrintable(model_.failure());
    EXPECT_EQ(model_.changes(), 1);
    EXPECT_TRUE(model_.settings(policy).isEdited("when"));
}

TEST_F(ControlsModelTest, ARefusedSettingIsMarkedWhereItIs) {
    model_.edit(engine, "max_page_sharing", Number{512});
    model_.edit(engine, "threads", Number{2});
    model_.apply();
    client_.refuseChange(ErrorKind::Busy, "The kernel did not set \"max_page_sharing\" to 512.");
    EXPECT_EQ(note("max_page_sharing"), "This was refused.");
    EXPECT_EQ(model_.note(engine, "max_page_sharing").tone, Tone::Error);
    EXPECT_EQ(note("threads"), "Not applied yet; it is 1 now.");
}

TEST_F(ControlsModelTest, RevertShowsWhatTheServiceHas) {
    editBoth();
    model_.revert();
    EXPECT_EQ(model_.changes(), 0);
    EXPECT_EQ(numberOf("max_cpu_percent"), 20U);
    answerLoad();
    EXPECT_TRUE(client_.changeCalls.empty());
}

TEST_F(ControlsModelTest, WhatOthersSetIsFollowedOrMarked) {
    model_.edit(engine, "max_cpu_percent", Number{35});
    emit client_.tunablesChanged({{"max_cpu_percent", Number{50}}, {"threads", Number{3}}});
    EXPECT_EQ(numberOf("threads"), 3U);
    EXPECT_EQ(numberOf("max_cpu_percent"), 35U);
    EXPECT_EQ(model_.note(engine, "max_cpu_percent").tone, Tone::Warning);
    EXPECT_EQ(note("max_cpu_percent"),
              "Somebody else set this to 50 % meanwhile; your change is kept.");
    EXPECT_TRUE(note("threads").isEmpty());
}

TEST_F(ControlsModelTest, ThePolicyIsReadAgainWhenTheStateSaysSomethingElse) {
    EngineStatus status = client_.status();
    status.explanation = "Waiting for mains power.";
    status.state = client::EngineState::Waiting;
    client_.changeStatus(status);
    ASSERT_EQ(client_.settingsCalls.size(), 1U);
    answerLoad(madeUpTunables(), {{"when", std::string("mains")}});
    EXPECT_EQ(*model_.value(policy, "when"), SettingValue(std::string("mains")));
}

TEST_F(ControlsModelTest, WrongValuesAreNamedAndNotSent) {
    model_.edit(engine, "threads", std::string("many"));
    EXPECT_EQ(note("threads"), "This needs a whole number.");
    EXPECT_EQ(model_.problems(), 1);
    EXPECT_FALSE(model_.canApply());
    model_.apply();
    EXPECT_TRUE(client_.changeCalls.empty());
    model_.edit(engine, "threads", Number{2});
    EXPECT_TRUE(model_.canApply());
}

TEST_F(ControlsModelTest, TheCapGoesWithTheThreadsThatThereWillBe) {
    EXPECT_EQ(model_.spec("max_cpu_percent").max, 100U);
    model_.edit(engine, "threads", Number{3});
    EXPECT_EQ(model_.spec("max_cpu_percent").max, 300U);
    model_.edit(engine, "max_cpu_percent", Number{250});
    EXPECT_EQ(model_.problems(), 0);
    model_.edit(engine, "threads", Number{2});
    EXPECT_EQ(note("max_cpu_percent"), "This must be from 1 to 200.");
}

TEST_F(ControlsModelTest, WithAnAdvisorNobodyElseSetsThePagesToScan) {
    EXPECT_TRUE(model_.lock("pages_to_scan").isEmpty());
    model_.edit(engine, "pages_to_scan", Number{200});
    model_.edit(engine, "advisor_mode", std::string("scan-time"));
    EXPECT_FALSE(model_.lock("pages_to_scan").isEmpty());
    EXPECT_FALSE(model_.canApply());
    model_.edit(engine, "pages_to_scan", Number{100});
    EXPECT_TRUE(model_.canApply());
}

TEST_F(ControlsModelTest, ResetIsAnEditLikeOthers) {
    emit client_.tunablesChanged({{"max_cpu_percent", Number{90}}});
    model_.reset("max_cpu_percent");
    EXPECT_EQ(numberOf("max_cpu_percent"), 20U);
    EXPECT_EQ(model_.changes(), 1);
    EXPECT_TRUE(client_.changeCalls.empty());
}

TEST_F(ControlsModelTest, EditsSurviveTheServiceAndWaitForIt) {
    editBoth();
    model_.apply();
    client_.changeLink(Link::Connecting);
    client_.refuseChange(ErrorKind::HelperNotAnswering);
    EXPECT_TRUE(model_.failure().startsWith("It is not known whether"))
        << qPrintable(model_.failure());
    EXPECT_EQ(model_.changes(), 2);
    EXPECT_FALSE(model_.canApply());
    client_.changeLink(Link::Connected);
    // It had taken one of them.
    Settings now = madeUpTunables();
    now["max_cpu_percent"] = Number{35};
    answerLoad(now);
    EXPECT_EQ(model_.changes(), 1);
    EXPECT_TRUE(model_.canApply());
}

TEST_F(ControlsModelTest, AnotherEngineHasOtherSettings) {
    model_.edit(engine, "max_cpu_percent", Number{35});
    EngineStatus status = client_.status();
    status.backend = client::Backend::Builtin;
    client_.changeStatus(status);
    ASSERT_EQ(client_.settingsCalls.size(), 2U);
    answerLoad(madeUpBuiltinTunables());
    EXPECT_EQ(model_.value(engine, "max_cpu_percent"), nullptr);
    EXPECT_EQ(model_.changes(), 0);
    const auto missing = model_.missingTunables();
    EXPECT_EQ(missing.size(), 7U);
    EXPECT_TRUE(std::ranges::find(missing, "domains") != missing.end());
}

TEST_F(ControlsModelTest, AnswersFromBeforeTheEngineChangedDoNotCount) {
    model_.reload();
    auto late = client_.settingsCalls.at(0);
    client_.settingsCalls.clear();
    model_.reload();
    answerLoad();
    late.answered({.result = madeUpBuiltinTunables(), .error = std::nullopt});
    EXPECT_NE(model_.value(engine, "domains"), nullptr);
}

TEST_F(ControlsModelTest, WhatOnlyANewerServiceKnowsCanBeSetToo) {
    Settings newer = madeUpTunables();
    newer["zz_new_knob"] = Number{7};
    model_.reload();
    answerLoad(newer);
    EXPECT_EQ(model_.tunables().back(), "zz_new_knob");
    model_.edit(engine, "zz_new_knob", Number{8});
    EXPECT_TRUE(model_.canApply());
}

TEST_F(ControlsModelTest, ChoicesAreNamedAsTheWindowNamesThem) {
    model_.edit(engine, "domains", std::string("all"));
    EXPECT_EQ(note("domains"), "Not applied yet; it is “Within each user” now.");
    model_.edit(policy, "memory_percent", Number{40});
    EXPECT_EQ(note("memory_percent", policy), "Not applied yet; it is 25 % now.");
}

} // namespace
} // namespace samepage::gui
