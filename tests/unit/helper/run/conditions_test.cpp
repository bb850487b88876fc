// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/conditions.h"

#include "temp_tree.h"

#include <gtest/gtest.h>

#include <string>

namespace samepage {
namespace {

TEST(Conditions, ReadMeminfo) {
    EXPECT_EQ(parseAvailablePercent("MemTotal:       8000 kB\nMemFree:  1 kB\n"
                                    "MemAvailable:   2000 kB\n"),
              25.0);
    for (const char* text : {"", "MemTotal: 0 kB\nMemAvailable: 0 kB\n", "MemTotal: 5 kB\n",
                             "MemAvailable: 5 kB\n", "MemTotal: x\nMemAvailable: 5 kB\n"})
        EXPECT_EQ(parseAvailablePercent(text), std::nullopt) << text;
}

TEST(Conditions, ReadPressure) {
    EXPECT_EQ(parsePressurePercent("some avg10=12.34 avg60=1.00 avg300=0.00 total=5\n"
                                   "full avg10=99.00 avg60=0.00 avg300=0.00 total=0\n"),
              12.34);
    for (const char* text :
         {"", "full avg10=1.00\n", "some avg60=1.00\nfull avg10=1.00\n", "some avg10=\n"})
        EXPECT_EQ(parsePressurePercent(text), std::nullopt) << text;
}

TEST(Conditions, AreUnknownWhereThereIsNothingToRead) {
    const TempTree tree;
    const Conditions conditions(tree.root());
    EXPECT_EQ(conditions.availablePercent(), std::nullopt);
    EXPECT_EQ(conditions.pressurePercent(), std::nullopt);
    EXPECT_TRUE(conditions.onMains()); // no battery
}

TEST(Conditions, MainsPowerIsTheChargerOrNoBatteryThatEmpties) {
    const TempTree tree;
    const Conditions conditions(tree.root());
    const std::string folder = "sys/class/power_supply/";
    tree.write(folder + "BAT0/type", "Battery\n");
    tree.write(folder + "BAT0/status", "Discharging\n");
    EXPECT_FALSE(conditions.onMains());
    tree.write(folder + "AC/type", "Mains\n");
    tree.write(folder + "AC/online", "0\n");
    EXPECT_FALSE(conditions.onMains());
    tree.write(folder + "AC/online", "1\n");
    EXPECT_TRUE(conditions.onMains());
    tree.write(folder + "AC/online", "0\n");
    tree.write(folder + "BAT0/status", "Full\n"); // charged over USB, say
    EXPECT_TRUE(conditions.onMains());
    tree.write(folder + "mouse/type", "Battery\n");
    tree.write(folder + "mouse/scope", "Device\n");
    tree.write(folder + "mouse/status", "Discharging\n");
    EXPECT_TRUE(conditions.onMains());
}

} // namespace
} // namespace samepage
