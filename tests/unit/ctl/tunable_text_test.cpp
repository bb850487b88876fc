// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/tunable_text.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const client::Dictionary now{{"threads", sdbus::Variant{std::uint64_t{1}}},
                             {"smart_scan", sdbus::Variant{true}},
                             {"domains", sdbus::Variant{std::string("user")}}};

sdbus::Variant parsed(const std::string& name, const std::string& value) {
    return tunablesToSet({{.name = name, .value = value}}, now).at(name);
}

TEST(TunablesToSet, HaveTheTypesOfTheService) {
    EXPECT_EQ(parsed("threads", "18446744073709551615").get<std::uint64_t>(),
              18446744073709551615U);
    for (const char* yes : {"1", "yes", "on", "true"}) {
        EXPECT_TRUE(parsed("smart_scan", yes).get<bool>());
    }
    for (const char* no : {"0", "no", "off", "false"}) {
        EXPECT_FALSE(parsed("smart_scan", no).get<bool>());
    }
    EXPECT_EQ(parsed("domains", "1").get<std::string>(), "1");
}

TEST(TunablesToSet, AreGuessedWhereTheServiceHasNone) {
    EXPECT_TRUE(parsed("other", "1").containsValueOfType<std::uint64_t>());
    EXPECT_TRUE(parsed("other", "yes").containsValueOfType<std::string>());
}

TEST(TunablesToSet, RefuseWhatCannotBeOfTheType) {
    for (const char* wrong : {"x", "-1", "+1", "1x", "0x10", "1.5", " 1", "18446744073709551616"}) {
        EXPECT_THAT([&] { (void)parsed("threads", wrong); },
                    ThrowsMessage<UsageError>(HasSubstr("is not a number, which \"threads\"")))
            << wrong;
    }
    EXPECT_THAT([] { (void)parsed("smart_scan", "2"); },
                ThrowsMessage<UsageError>(HasSubstr("\"2\" is not 0 or 1")));
}

TEST(TunablesTable, ShowsThemAsTheyCanBeGivenBack) {
    EXPECT_EQ(tunablesTable(now), "SETTING     VALUE\n"
                                  "domains     user\n"
                                  "smart_scan  1\n"
                                  "threads     1\n");
    EXPECT_THROW((void)tunablesTable({{"a", sdbus::Variant{1}}}), client::MalformedReply);
}

} // namespace
} // namespace samepage::ctl
