// SPDX-License-Identifier: GPL-2.0-or-later
// Sizes for people, in IEC units (1 KiB = 1024 B).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace samepage::client {

// A size cut into number and unit, so that a caller can write the number the
// way its language does.
struct ScaledSize {
    double value = 0;      // in `unit`
    int decimals = 0;      // digits that are worth showing: 0 or 1
    std::string_view unit; // "B", "KiB", ... "EiB"
};

// Scales to the largest unit that leaves at least 1; values from 100 on, and
// bytes, have no decimals. 1023.96 KiB becomes 1.0 MiB, never "1024 KiB".
[[nodiscard]] ScaledSize scaleBytes(std::uint64_t bytes);

// "0 B", "4.0 KiB", "312 MiB", "1.2 GiB"; always with a decimal point.
[[nodiscard]] std::string formatBytes(std::uint64_t bytes);

} // namespace samepage::client
