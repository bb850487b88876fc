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

TEST(EventsOptions, KnowTheScopeOnly) {
    EXPECT_FALSE(parseEventsOptions({}).all);
    EXPECT_FALSE(parseEventsOptions({{"scope", Variant(std::string("own"))}}).all);
    EXPECT_TRUE(parseEventsOptions({{"scope", Variant(std::string("all"))}}).all);
    EXPECT_THAT(failureOf([] { (void)parseEventsOptions({{"marked", Variant(true)}}); }),
                FailsWith(FailureKind::InvalidArgument, "\"marked\" is not known"));
    EXPECT_THAT(failureOf([] { (void)parseEventsOptions({{"scope", Variant(true)}}); }),
                FailsWith(FailureKind::InvalidArgument, "must be a string"));
}

TEST(EstimateOptions, HaveDefaults) {
    const auto options = parseEstimateOptions({});
    EXPECT_EQ(options.sample, 1U);
    EXPECT_EQ(options.secondLookMillisecs, 0U);
}

TEST(EstimateOptions, AreRead) {
    const auto options = parseEstimateOptions(
        {{"sample", Variant(std::uint32_t{65536})}, {"second_look_millisecs", Variant(60000U)}});
    EXPECT_EQ(options.sample, 65536U);
    EXPECT_EQ(options.secondLookMillisecs, 60000U);
}

TEST(EstimateOptions, RefuseWhatTheyDoNotKnow) {
    const auto refusal = [](const OptionMap& options) {
        return failureOf([&] { (void)parseEstimateOptions(options); });
    };
    EXPECT_THAT(refusal({{"sampel", Variant(2U)}}),
                FailsWith(FailureKind::InvalidArgument, "\"sampel\" is not known"));
    for (const std::uint32_t wrong : {0U, 65537U})
        EXPECT_THAT(refusal({{"sample", Variant(wrong)}}),
                    FailsWith(FailureKind::InvalidArgument, "must be from 1 to 65536"));
    for (const std::uint32_t wrong : {0U, 60001U})
        EXPECT_THAT(refusal({{"second_look_millisecs", Variant(wrong)}}),
                    FailsWith(FailureKind::InvalidArgument, "must be from 1 to 60000"));
    EXPECT_THAT(refusal({{"sample", Variant(std::uint64_t{2})}}),
                FailsWith(FailureKind::InvalidArgument, "must be a number of type u"));
}

TEST(CancelOptions, AreRead) {
    EXPECT_FALSE(parseCancelAnybody({}));
    EXPECT_FALSE(parseCancelAnybody({{"anybody", Variant(false)}}));
    EXPECT_TRUE(parseCancelAnybody({{"anybody", Variant(true)}}));
    EXPECT_THAT(failureOf([] { (void)parseCancelAnybody({{"anybody", Variant(1U)}}); }),
                FailsWith(FailureKind::InvalidArgument, "must be a boolean"));
    EXPECT_THAT(failureOf([] { (void)parseCancelAnybody({{"all", Variant(true)}}); }),
                FailsWith(FailureKind::InvalidArgument, "\"all\" is not known"));
}

TEST(NoOptions, RefuseAny) {
    requireNoOptions({});
    EXPECT_THAT(failureOf([] { requireNoOptions({{"force", Variant(true)}}); }),
                FailsWith(FailureKind::InvalidArgument, "\"force\" is not known"));
}

} // namespace
} // namespace samepage
