// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/metrics.h"

#include "engine/ksm_dir.h"
#include "failure_matcher.h"
#include "temp_tree.h"

#include <gmock/gmock.h>

namespace samepage {
namespace {

using testing::ElementsAre;

std::optional<Failure> refusalOf(const std::vector<std::string>& names) {
    return failureOf([&] { static_cast<void>(chooseMetrics(names)); });
}

TEST(ChooseMetrics, NoneMeansAll) {
    const MetricChoice choice = chooseMetrics({});
    EXPECT_THAT(choice.names, testing::Contains("saved_bytes"));
    EXPECT_THAT(choice.names, testing::Contains("ksm_zero_pages"));
    EXPECT_EQ(choice.names, choice.counters);
    EXPECT_EQ(choice.series.size(), choice.names.size());
}

TEST(ChooseMetrics, ReadsACounterOnceForItselfAndItsAverage) {
    const MetricChoice choice =
        chooseMetrics({"pages_shared.average", "saved_bytes", "pages_shared"});
    EXPECT_THAT(choice.counters, ElementsAre("pages_shared", "saved_bytes"));
    ASSERT_EQ(choice.series.size(), 3U);
    EXPECT_EQ(choice.series[0].metric, 0U);
    EXPECT_TRUE(choice.series[0].average);
    EXPECT_EQ(choice.series[1].metric, 1U);
    EXPECT_FALSE(choice.series[1].average);
    EXPECT_EQ(choice.series[2].metric, 0U);
    EXPECT_FALSE(choice.series[2].average);
}

TEST(ChooseMetrics, RefusesWhatThereIsNot) {
    for (const char* name : {"", "nonsense", "saved_bytes ", "Saved_bytes", ".average",
                             "saved_bytes.average.average", "saved_bytes.max", "sleep_millisecs"}) {
        EXPECT_THAT(refusalOf({name}),
                    FailsWith(FailureKind::InvalidArgument, "There is no metric"))
            << name;
    }
    EXPECT_THAT(refusalOf({"\x1b[31m<b>"}),
                FailsWith(FailureKind::InvalidArgument, "\"?[31m?b?\""));
    EXPECT_THAT(refusalOf({"full_scans", "saved_bytes", "full_scans"}),
                FailsWith(FailureKind::InvalidArgument, "\"full_scans\" is named twice"));
}

TEST(KeptCounters, AreAllThatAnEngineReports) {
    const TempTree tree;
    for (const std::string& name : chooseMetrics({}).counters)
        tree.write(name, "1");
    Counters counters = KsmDir(tree.root()).counters();
    counters.emplace("scanner_cpu_usec", 1); // of the scanner's threads, not in a file
    EXPECT_EQ(keptCounters(counters), counters);
    EXPECT_EQ(counters.size(), chooseMetrics({}).counters.size());
    EXPECT_TRUE(keptCounters({{"something_else", 1}}).empty());
}

} // namespace
} // namespace samepage
