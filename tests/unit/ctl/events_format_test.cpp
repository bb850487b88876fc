// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/events_format.h"

#include "ctl/json.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

HistoryEvent marked(const std::string& program) {
    return {3'602'000'000, "marked",
            client::Dictionary{{"pid", sdbus::Variant(std::uint32_t{42})},
                               {"uid", sdbus::Variant(std::uint32_t{1000})},
                               {"start_time", sdbus::Variant(std::uint64_t{7})},
                               {"name", sdbus::Variant(program)}}};
}

TEST(EventsTable, ShowsWhatHappenedToWhom) {
    const std::string text =
        eventsTable({HistoryEvent(3'601'000'000, "started", {}), marked("firefox\n")});
    EXPECT_EQ(text, "TIME                 EVENT    PID   UID  PROGRAM\n"
                    "1970-01-01 01:00:01  started    -     -  -\n"
                    "1970-01-01 01:00:02  marked    42  1000  firefox?\n");
}

TEST(EventsTable, SaysThatThereIsNothing) {
    EXPECT_THAT(eventsTable({}), testing::StartsWith("Nothing"));
}

TEST(EventsTable, RefusesWhatIsAgainstTheContract) {
    const HistoryEvent wrong(1, "marked", {{"pid", sdbus::Variant(std::string("42"))}});
    EXPECT_THROW(static_cast<void>(eventsTable({wrong})), client::MalformedReply);
}

TEST(EventsJson, HasTheDetails) {
    const QJsonObject event = eventsJson({marked("firefox")}).at(0).toObject();
    EXPECT_EQ(event["usec"].toInteger(), 3'602'000'000);
    EXPECT_EQ(event["kind"].toString(), "marked");
    EXPECT_EQ(event["details"].toObject()["pid"].toInteger(), 42);
    EXPECT_EQ(event["details"].toObject()["start_time"].toInteger(), 7);
    EXPECT_EQ(event["details"].toObject()["name"].toString(), "firefox");
}

} // namespace
} // namespace samepage::ctl
