// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/history.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

TEST(History, WantsAValueForEachTime) {
    HistoryPoints points{.metrics = {"saved_bytes"},
                         .times = {1, 2},
                         .values = {{"saved_bytes", {1.0, 2.0}}, {"more", {}}}};
    EXPECT_NO_THROW(checkHistory(points));
    points.values["saved_bytes"].pop_back();
    EXPECT_THROW(checkHistory(points), MalformedReply);
    points.values.erase("saved_bytes");
    EXPECT_THROW(checkHistory(points), MalformedReply);
}

TEST(History, ReadsEventsOfTheEngineAndOfProcesses) {
    EXPECT_EQ(parseEvent({7, "started", {{"of a later version", sdbus::Variant(true)}}}),
              (Event{.usec = 7, .kind = "started"}));
    const Dictionary details{{"pid", sdbus::Variant(std::uint32_t{42})},
                             {"start_time", sdbus::Variant(std::uint64_t{99})},
                             {"uid", sdbus::Variant(std::uint32_t{1000})},
                             {"name", sdbus::Variant(std::string("firefox"))}};
    EXPECT_EQ(parseEvent({8, "marked", details}),
              (Event{.usec = 8, .kind = "marked", .pid = 42, .uid = 1000, .name = "firefox"}));
    EXPECT_THROW(
        static_cast<void>(parseEvent({9, "marked", {{"pid", sdbus::Variant(std::string("42"))}}})),
        MalformedReply);
}

} // namespace
} // namespace samepage::client
