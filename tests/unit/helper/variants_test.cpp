// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/variants.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

using namespace std::string_literals;
using sdbus::Variant;

TEST(Variants, TunablesGoThereAndBack) {
    const Tunables tunables = {
        {"threads", std::uint64_t{2}}, {"smart_scan", true}, {"domains", "user"s}};
    const VariantMap values = toVariants(tunables);
    EXPECT_EQ(values.at("threads").peekValueType(), "t"s);
    EXPECT_EQ(values.at("smart_scan").peekValueType(), "b"s);
    EXPECT_EQ(values.at("domains").peekValueType(), "s"s);
    EXPECT_EQ(toTunables(values), tunables);
}

TEST(Variants, TunablesOfOtherTypesAreRefused) {
    for (const Variant& value : {Variant(1), Variant(1U), Variant(std::int64_t{1}), Variant(0.5),
                                 Variant(std::vector<std::string>{"user"})})
        EXPECT_THAT(failureOf([&] { (void)toTunables({{"threads\n", value}}); }),
                    FailsWith(FailureKind::InvalidArgument, "\"threads?\" must be a number"));
}

TEST(Variants, AnEstimateHasAllItsParts) {
    Estimate estimate;
    estimate.saved = 10;
    estimate.within = 1;
    estimate.merged = 2;
    estimate.others = 3;
    estimate.zero = 4;
    estimate.error = 5;
    estimate.lookedPages = 6;
    estimate.changedPages = 7;
    estimate.sample = 8;
    estimate.processes = 9;
    const VariantMap values = toVariants(estimate);
    const std::map<std::string, std::uint64_t> numbers = {
        {"saved", 10}, {"within", 1}, {"merged", 2},       {"others", 3},
        {"zero", 4},   {"error", 5},  {"looked_pages", 6}, {"changed_pages", 7}};
    for (const auto& [name, value] : numbers)
        EXPECT_EQ(values.at(name).get<std::uint64_t>(), value) << name;
    EXPECT_EQ(values.at("sample").get<std::uint32_t>(), 8U);
    EXPECT_EQ(values.at("processes").get<std::uint32_t>(), 9U);
    EXPECT_EQ(values.size(), 10U);
}

TEST(Variants, AnExplanationKeepsItsReasons) {
    const VariantMap values = toVariants(Explanation{30, {{"merged", 10}, {"file", 20}}});
    EXPECT_EQ(values.at("resident").get<std::uint64_t>(), 30U);
    EXPECT_EQ((values.at("reasons").get<std::map<std::string, std::uint64_t>>()),
              (std::map<std::string, std::uint64_t>{{"merged", 10}, {"file", 20}}));
    EXPECT_EQ(mergeResult(4096).at("newly_merged").get<std::uint64_t>(), 4096U);
}

} // namespace
} // namespace samepage
