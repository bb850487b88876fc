// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tunable_spec.h"

#include "gui/unmerge_need.h"

#include "fake_client.h"
#include "made_up_settings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace samepage::gui {
namespace {

using client::SettingValue;
using Number = std::uint64_t;

constexpr Machine machine{.cpus = 4, .memoryPages = 1000};

TunableSpec spec(const std::string& name) {
    const auto specs = tunableSpecs(machine);
    const auto found = std::ranges::find(specs, name, &TunableSpec::name);
    EXPECT_NE(found, specs.end()) << name;
    return *found;
}

TEST(TunableSpec, KnowsEverySettingOfTheModuleWithHelpAndDefault) {
    std::set<std::string> known;
    for (const TunableSpec& spec : tunableSpecs(machine)) {
        known.insert(spec.name);
        EXPECT_FALSE(spec.help.isEmpty()) << spec.name;
        ASSERT_TRUE(spec.normal) << spec.name;
        EXPECT_TRUE(settingProblem(spec, *spec.normal).isEmpty()) << spec.name;
    }
    for (const auto& [name, value] : madeUpTunables()) {
        EXPECT_EQ(known.erase(name), 1U) << name;
        if (name != "max_kernel_pages") {
            EXPECT_EQ(*spec(name).normal, value) << name;
        }
    }
    EXPECT_TRUE(known.empty());
}

TEST(TunableSpec, TheMachineSetsRangesAndDefaults) {
    EXPECT_EQ(spec("threads").max, 4U);
    EXPECT_EQ(spec("max_cpu_percent").max, 400U);
    EXPECT_EQ(*spec("max_kernel_pages").normal, SettingValue(Number{250}));
}

TEST(TunableSpec, SaysWhatIsWrongWithAValue) {
    EXPECT_EQ(settingProblem(spec("threads"), Number{5}), "This must be from 1 to 4.");
    EXPECT_EQ(settingProblem(spec("threads"), Number{0}), "This must be from 1 to 4.");
    EXPECT_EQ(settingProblem(spec("advisor_target_scan_time"), Number{0}),
              "This must be 1 or more.");
    EXPECT_EQ(settingProblem(spec("threads"), std::string("many")), "This needs a whole number.");
    EXPECT_EQ(settingProblem(spec("threads"), Number{4}), QString());
}

TEST(TunableSpec, WritesValuesRangesAndDefaultsForPeople) {
    EXPECT_EQ(settingText(spec("sleep_millisecs"), Number{2000}), "2,000 ms");
    EXPECT_EQ(settingText(spec("smart_scan"), true), "on");
    EXPECT_EQ(settingText(spec("domains"), std::string("user")), "user");
    EXPECT_EQ(rangeText(spec("threads")), "1 to 4. Default: 1");
    EXPECT_EQ(rangeText(spec("advisor_mode")), "none, scan-time. Default: none");
    EXPECT_EQ(rangeText(spec("use_zero_pages")), "Default: off");
    EXPECT_EQ(rangeText(spec("max_kernel_pages")), "Any number. Default: 250");
}

TEST(TunableSpec, ReadsNumbersAsPeopleAndFilesWriteThem) {
    EXPECT_EQ(typedNumber("2000"), SettingValue(Number{2000}));
    EXPECT_EQ(typedNumber(" 2,000 "), SettingValue(Number{2000}));
    EXPECT_EQ(typedNumber("18446744073709551615"), SettingValue(~Number{0}));
    for (const char* text : {"", "-1", "1.5", "x", "18446744073709551616"}) {
        EXPECT_EQ(typedNumber(text), SettingValue(std::string(text))) << text;
    }
}

TEST(TunableSpec, OfAnUnknownOneItSaysNothingThatItCannotKnow) {
    const TunableSpec unknown = unknownTunable("new_knob", Number{7});
    EXPECT_TRUE(settingProblem(unknown, Number{0}).isEmpty());
    EXPECT_FALSE(unknown.normal);
    EXPECT_EQ(unknownTunable("word", std::string("x")).kind, SettingKind::Words);
    EXPECT_EQ(unknownTunable("switch", true).kind, SettingKind::Switch);
}

TEST(UnmergeNeed, SaysWhetherThereIsEnoughMemory) {
    constexpr quint64 gib = 1 << 30;
    const UnmergeNeed enough{.needed = gib, .available = 2 * gib};
    EXPECT_TRUE(enough.isEnough());
    EXPECT_TRUE(unmergeQuestion(enough).contains(
        QStringLiteral("1.0\u00a0GiB of free memory; 2.0\u00a0GiB is")))
        << qPrintable(unmergeQuestion(enough));
    const UnmergeNeed tooLittle{.needed = 2 * gib, .available = gib};
    EXPECT_FALSE(tooLittle.isEnough());
    EXPECT_TRUE(unmergeQuestion(tooLittle).contains(QStringLiteral("only 1.0\u00a0GiB")))
        << qPrintable(unmergeQuestion(tooLittle));
    EXPECT_TRUE(UnmergeNeed{}.isEnough());
    EXPECT_FALSE(unmergeQuestion({}).contains("GiB"));
}

TEST(TunableSpecs, OfAnotherMachineRefuseNothingThatItMayAllow) {
    const FakeClient there(QStringLiteral("far"), nullptr);
    EXPECT_FALSE(availableMemory(there));
    const auto specs = tunableSpecs(machineOf(there));
    const auto named = [&](const char* name) {
        return *std::ranges::find(specs, std::string(name), &TunableSpec::name);
    };
    EXPECT_FALSE(named("max_kernel_pages").normal);
    EXPECT_TRUE(settingProblem(named("threads"), std::uint64_t{64}).isEmpty());
    EXPECT_TRUE(settingProblem(named("max_cpu_percent"), std::uint64_t{6400}).isEmpty());
}

TEST(UnmergeNeed, TheMachineTellsWhatIsAvailable) {
    ASSERT_TRUE(availableMemory());
    EXPECT_GT(*availableMemory(), 0U);
    EXPECT_LE(*availableMemory() / 4096, thisMachine().memoryPages);
}

} // namespace
} // namespace samepage::gui
