// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/history_format.h"

#include "client/process_row.h"
#include "ctl/json.h"

#include <gmock/gmock.h>

#include <limits>

namespace samepage::ctl {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

HistoryPoints example() {
    return {.metrics = {"saved_bytes", "full_scans.average"},
            .times = {1'795'241'700'000'000, 1'795'241'701'500'000},
            .values = {{"saved_bytes", {1228800, nan}}, {"full_scans.average", {2.5, nan}}}};
}

TEST(HistoryTable, ShowsLocalTimesAndSizes) {
    EXPECT_EQ(historyTable(example(), false),
              "TIME                 saved_bytes  full_scans.average\n"
              "2026-11-21 06:15:00      1.2 MiB                   3\n"
              "2026-11-21 06:15:01            -                   -\n");
    EXPECT_THAT(historyTable(example(), true), testing::HasSubstr("  1228800  "));
}

TEST(HistoryTable, SaysWhenThereIsNothing) {
    EXPECT_EQ(historyTable({.metrics = {"saved_bytes"}, .times = {}, .values = {}}, false),
              "Nothing is known of that time.\n");
}

TEST(HistoryTable, WithstandsWhatIsNoCounter) {
    HistoryPoints points = example();
    points.values["saved_bytes"] = {-1, std::numeric_limits<double>::infinity()};
    points.times[1] = std::numeric_limits<std::uint64_t>::max();
    EXPECT_THAT(historyTable(points, false), testing::HasSubstr("-"));
}

TEST(HistoryCsv, IsExact) {
    EXPECT_EQ(historyCsv(example()), "time,usec,saved_bytes,full_scans.average\n"
                                     "2026-11-21T06:15:00Z,1795241700000000,1228800,2.5\n"
                                     "2026-11-21T06:15:01Z,1795241701500000,,\n");
    HistoryPoints large = example();
    large.values["saved_bytes"] = {123456789012345678.0, 0};
    EXPECT_THAT(historyCsv(large), testing::HasSubstr(",123456789012345680,"));
}

TEST(HistoryJson, HasNullWhereNothingIsKnown) {
    EXPECT_EQ(jsonLine(historyJson(example())),
              R"({"times":[1795241700000000,1795241701500000],)"
              R"("values":{"full_scans.average":[2.5,null],"saved_bytes":[1228800,null]}})"
              "\n");
}

TEST(CheckHistory, RefusesWhatIsNotComplete) {
    checkHistory(example());
    HistoryPoints points = example();
    points.values["saved_bytes"].pop_back();
    EXPECT_THROW(checkHistory(points), client::MalformedReply);
    points = example();
    points.values.erase("saved_bytes");
    EXPECT_THROW(checkHistory(points), client::MalformedReply);
}

} // namespace
} // namespace samepage::ctl
