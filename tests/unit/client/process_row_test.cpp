// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/process_row.h"

#include <gmock/gmock.h>
#include <sdbus-c++/Message.h>

namespace samepage::client {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Dictionary fullRow() {
    return {{"pid", sdbus::Variant{std::uint32_t{4711}}},
            {"start_time", sdbus::Variant{std::uint64_t{123456789012}}},
            {"ppid", sdbus::Variant{std::uint32_t{1}}},
            {"uid", sdbus::Variant{std::uint32_t{1000}}},
            {"user", sdbus::Variant{"ada"}},
            {"name", sdbus::Variant{"python3.13"}},
            {"exe", sdbus::Variant{"/usr/bin/python3.13"}},
            {"unit", sdbus::Variant{"user@1000.service"}},
            {"container", sdbus::Variant{"podman:0123456789ab"}},
            {"state", sdbus::Variant{"sleeping"}},
            {"rss", sdbus::Variant{std::uint64_t{1} << 40}},
            {"merged", sdbus::Variant{std::uint64_t{8192}}},
            {"saved", sdbus::Variant{std::uint64_t{4096}}},
            {"markable", sdbus::Variant{true}},
            {"marked", sdbus::Variant{true}},
            {"mergeable", sdbus::Variant{true}},
            {"unshared", sdbus::Variant{std::uint64_t{12288}}},
            {"volatile", sdbus::Variant{std::uint64_t{16384}}},
            {"zero", sdbus::Variant{std::uint64_t{20480}}},
            {"scanned", sdbus::Variant{std::uint64_t{77}}}};
}

// As they come over the bus.
std::vector<ProcessRow> sent(const std::vector<Dictionary>& rows) {
    sdbus::PlainMessage message = sdbus::createPlainMessage();
    message << rows;
    message.seal();
    return readProcessRows(message);
}

TEST(ProcessRow, TakesEveryKeyOfTheContract) {
    EXPECT_EQ(parseProcessRow(fullRow()),
              (ProcessRow{.key = {.pid = 4711, .startTime = 123456789012},
                          .ppid = 1,
                          .uid = 1000,
                          .user = "ada",
                          .name = "python3.13",
                          .exe = "/usr/bin/python3.13",
                          .unit = "user@1000.service",
                          .container = "podman:0123456789ab",
                          .state = "sleeping",
                          .rss = std::uint64_t{1} << 40,
                          .merged = 8192,
                          .saved = 4096,
                          .unshared = 12288,
                          .changing = 16384,
                          .zero = 20480,
                          .scanned = 77,
                          .markable = true,
                          .marked = true,
                          .mergeable = true}));
}

TEST(ProcessRow, NeedsPidAndStartTimeOnly) {
    const ProcessRow row = parseProcessRow({{"pid", sdbus::Variant{std::uint32_t{1}}},
                                            {"start_time", sdbus::Variant{std::uint64_t{2}}},
                                            {"estimate", sdbus::Variant{std::uint64_t{3}}}});
    EXPECT_EQ(row, (ProcessRow{.key = {.pid = 1, .startTime = 2}}));

    for (const char* key : {"pid", "start_time"}) {
        Dictionary incomplete = fullRow();
        incomplete.erase(key);
        EXPECT_THAT([&] { (void)parseProcessRow(incomplete); },
                    ThrowsMessage<MalformedReply>(HasSubstr(key)));
    }
}

TEST(ProcessRow, RefusesAValueOfAnotherTypeAndNamesTheKey) {
    for (const auto& [key, value] : fullRow()) {
        Dictionary wrong = fullRow();
        wrong[key] = sdbus::Variant{std::int16_t{1}};
        EXPECT_THAT([&] { (void)parseProcessRow(wrong); },
                    ThrowsMessage<MalformedReply>(HasSubstr(key)));
    }
}

TEST(ProcessRow, AListIsOnlyAsGoodAsItsWorstRow) {
    EXPECT_EQ(parseProcessRows({fullRow(), fullRow()}).size(), 2U);
    EXPECT_THROW((void)parseProcessRows({fullRow(), {}}), MalformedReply);
}

TEST(ProcessRow, StraightOutOfTheReplyItIsTheSame) {
    const Dictionary least{{"pid", sdbus::Variant{std::uint32_t{1}}},
                           {"start_time", sdbus::Variant{std::uint64_t{2}}}};
    Dictionary newer = fullRow();
    newer["a_new_key"] = sdbus::Variant{std::vector<std::string>{"of", "any", "type"}};
    newer["zzz"] = sdbus::Variant{1.5};
    const std::vector<Dictionary> rows{fullRow(), least, newer};
    EXPECT_EQ(sent(rows), parseProcessRows(rows));
    EXPECT_TRUE(sent({}).empty());
}

TEST(ProcessRow, StraightOutOfTheReplyTheSameIsRefused) {
    for (const auto& [key, value] : fullRow()) {
        Dictionary wrong = fullRow();
        wrong[key] = sdbus::Variant{std::int16_t{1}};
        EXPECT_THAT([&] { (void)sent({fullRow(), wrong}); },
                    ThrowsMessage<MalformedReply>(HasSubstr(key)));
    }
    for (const char* key : {"pid", "start_time"}) {
        Dictionary incomplete = fullRow();
        incomplete.erase(key);
        EXPECT_THAT([&] { (void)sent({incomplete}); },
                    ThrowsMessage<MalformedReply>(HasSubstr(key)));
    }
}

} // namespace
} // namespace samepage::client
