// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run_gate.h"

#include "failure_matcher.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace samepage {
namespace {

class RunGateTest : public testing::Test {
protected:
    bool withAvailable(int percent) {
        tree_.write("proc/meminfo",
                    "MemTotal: 100 kB\nMemAvailable: " + std::to_string(percent) + " kB\n");
        last_ = gate_.judge(policy_, conditions_);
        return last_.run;
    }
    bool withPressure(const std::string& percent) {
        tree_.write("proc/pressure/memory", "some avg10=" + percent + " avg60=0.00\n");
        last_ = gate_.judge(policy_, conditions_);
        return last_.run;
    }

    TempTree tree_;
    Conditions conditions_{tree_.root()};
    RunGate gate_;
    RunPolicy policy_;
    RunVerdict last_;
};

TEST_F(RunGateTest, AlwaysIsAlways) {
    EXPECT_TRUE(gate_.judge(policy_, conditions_).run);
}

TEST_F(RunGateTest, LowMemoryHasFivePointsOfHysteresis) {
    policy_.when = RunWhen::LowMemory;
    EXPECT_FALSE(withAvailable(25));
    EXPECT_EQ(last_.why, "Waiting for less than 25 % of memory to be available; 25 % is.");
    EXPECT_TRUE(withAvailable(24));
    EXPECT_EQ(last_.why, "Running, as 24 % of memory is available; it waits from 30 % on.");
    EXPECT_TRUE(withAvailable(29));
    EXPECT_FALSE(withAvailable(30));
    EXPECT_FALSE(withAvailable(25));
    EXPECT_TRUE(withAvailable(0));
    tree_.write("proc/meminfo", "");
    EXPECT_FALSE(gate_.judge(policy_, conditions_).run);
}

TEST_F(RunGateTest, AnotherLimitBeginsAnew) {
    policy_.when = RunWhen::LowMemory;
    EXPECT_TRUE(withAvailable(20));
    policy_.memoryPercent = 18;
    EXPECT_FALSE(withAvailable(20));
}

TEST_F(RunGateTest, PressureGoesOnUntilItIsHalf) {
    policy_.when = RunWhen::Pressure;
    EXPECT_FALSE(gate_.judge(policy_, conditions_).run); // not measured
    EXPECT_FALSE(withPressure("5.00"));
    EXPECT_TRUE(withPressure("5.01"));
    EXPECT_TRUE(withPressure("2.51"));
    EXPECT_FALSE(withPressure("2.50"));
    EXPECT_EQ(last_.why, "Waiting for memory pressure above 5.0 %; it is 2.5 %.");
    EXPECT_FALSE(withPressure("4.00"));
}

TEST(RunPolicy, HasItsLimits) {
    const auto refusal = [](std::uint32_t memory, double pressure) {
        return failureOf([=] { checkPolicy({RunWhen::Always, memory, pressure}); });
    };
    EXPECT_EQ(refusal(1, 0.1), std::nullopt);
    EXPECT_EQ(refusal(95, 100), std::nullopt);
    const auto memory = FailsWith(FailureKind::InvalidArgument, "memory_percent");
    EXPECT_THAT(refusal(0, 1), memory);
    EXPECT_THAT(refusal(96, 1), memory);
    const auto pressure = FailsWith(FailureKind::InvalidArgument, "pressure_percent");
    for (const double value : {0.0, -1.0, 100.1, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(refusal(5, value), pressure);
    for (const auto when : {RunWhen::Always, RunWhen::LowMemory, RunWhen::Mains, RunWhen::Pressure})
        EXPECT_EQ(parseWhen(whenWord(when)), when);
    EXPECT_EQ(parseWhen("never"), std::nullopt);
}

} // namespace
} // namespace samepage
