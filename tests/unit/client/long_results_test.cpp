// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/long_results.h"

#include "sample_estimate.h"

#include <gmock/gmock.h>

namespace samepage::client {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

sdbus::Variant number(std::uint64_t value) {
    return sdbus::Variant{value};
}

Dictionary fullEstimate() {
    return {{"saved", number(10)},
            {"within", number(1)},
            {"merged", number(2)},
            {"others", number(3)},
            {"zero", number(4)},
            {"error", number(5)},
            {"looked_pages", number(6)},
            {"changed_pages", number(7)},
            {"sample", sdbus::Variant{std::uint32_t{8}}},
            {"processes", sdbus::Variant{std::uint32_t{9}}}};
}

TEST(LongResults, ReadsAnEstimate) {
    EXPECT_EQ(parseEstimate(fullEstimate()), kSampleEstimate);
    EXPECT_EQ(parseEstimate({{"saved", number(1)}, {"new", number(2)}}), (Estimate{.saved = 1}));
}

TEST(LongResults, ReadsAnExplanation) {
    const std::map<std::string, std::uint64_t> reasons{{"merged", 1}, {"a new one", 2}};
    EXPECT_EQ(parseExplanation({{"resident", number(3)}, {"reasons", sdbus::Variant{reasons}}}),
              (Explanation{.resident = 3, .reasons = reasons}));
}

TEST(LongResults, ReadsWhatWasMerged) {
    EXPECT_EQ(parseNewlyMerged({{"newly_merged", number(4096)}}), 4096U);
}

TEST(LongResults, RefusesWhatDoesNotFollowTheContract) {
    EXPECT_THAT([] { (void)parseEstimate({}); }, ThrowsMessage<MalformedReply>(HasSubstr("saved")));
    EXPECT_THAT([] { (void)parseExplanation({}); },
                ThrowsMessage<MalformedReply>(HasSubstr("resident")));
    EXPECT_THAT([] { (void)parseNewlyMerged({}); },
                ThrowsMessage<MalformedReply>(HasSubstr("newly_merged")));
    for (const auto& [key, value] : fullEstimate()) {
        Dictionary wrong = fullEstimate();
        wrong[key] = sdbus::Variant{std::int16_t{1}};
        EXPECT_THAT([&] { (void)parseEstimate(wrong); },
                    ThrowsMessage<MalformedReply>(HasSubstr(key)));
    }
    EXPECT_THAT([] { (void)parseExplanation({{"resident", number(1)}, {"reasons", number(2)}}); },
                ThrowsMessage<MalformedReply>(HasSubstr("Processes.Explain")));
}

} // namespace
} // namespace samepage::client
