// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/options.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

using sdbus::Variant;

TEST(ListOptions, HaveDefaults) {
    const auto options = parseListOptions({});
    EXPECT_FALSE(options.all);
    EXPECT_FALSE(options.markedOnly);
}

TEST(ListOptions, AreRead) {
    EXPECT_TRUE(parseListOptions({{"scope", Variant(std::string("all"))}}).all);
    EXPECT_FALSE(parseListOptions({{"scope", Variant(std::string("own"))}}).all);
    EXPECT_TRUE(parseListOptions({{"marked", Variant(true)}}).markedOnly);
    EXPECT_FALSE(parseListOptions({{"marked", Variant(false)}}).markedOnly);
}

TEST(ListOptions, RefuseWhatTheyDoNotKnow) {
    const auto refusal = [](const OptionMap& options) {
        return failureOf([&] { (void)parseListOptions(options); });
    };
    EXPECT_THAT(refusal({{"scop", Variant(std::string("all"))}}),
                FailsWith(FailureKind::InvalidArgument, "\"scop\" is not known"));
    EXPECT_THAT(refusal({{"scope", Variant(std::string("ALL"))}}),
                FailsWith(FailureKind::InvalidArgument, "must be \"own\" or \"all\""));
    EXPECT_THAT(refusal({{"scope", Variant(std::uint32_t{1})}}),
                FailsWith(FailureKind::InvalidArgument, "must be a string"));
    EXPECT_THAT(refusal({{"marked", Variant(std::string("yes"))}}),
                FailsWith(FailureKind::InvalidArgument, "must be a boolean"));
}

TEST(ListOptions, DoNotEchoControlCharacters) {
    const auto failure =
        failureOf([] { (void)parseListOptions({{"a\n<6>forged\x1b", Variant(true)}}); });
    EXPECT_THAT(failure, FailsWith(FailureKind::InvalidArgument, "\"a??6?forged?\""));
}

TEST(NoOptions, RefuseAny) {
    requireNoOptions({});
    EXPECT_THAT(failureOf([] { requireNoOptions({{"force", Variant(true)}}); }),
                FailsWith(FailureKind::InvalidArgument, "\"force\" is not known"));
}

} // namespace
} // namespace samepage
