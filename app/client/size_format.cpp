// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/size_format.h"

#include <array>
#include <charconv>
#include <cmath>

namespace samepage::client {

ScaledSize scaleBytes(std::uint64_t bytes) {
    static constexpr std::array<std::string_view, 7> units{"B",   "KiB", "MiB", "GiB",
                                                           "TiB", "PiB", "EiB"};
    std::size_t unit = 0;
    auto value = static_cast<double>(bytes);
    while (unit + 1 < units.size() && value >= 1024) {
        value /= 1024;
        ++unit;
    }
    // Rounding can reach the next unit: 1023.6 KiB would read "1024 KiB".
    if (unit > 0 && unit + 1 < units.size() && std::round(value) >= 1024) {
        value /= 1024;
        ++unit;
    }
    // 99.95 rounds to 100.0: one digit too many.
    const bool whole = unit == 0 || value >= 99.95;
    return {.value = value, .decimals = whole ? 0 : 1, .unit = units.at(unit)};
}

std::string formatBytes(std::uint64_t bytes) {
    const ScaledSize size = scaleBytes(bytes);
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size.value,
                                   std::chars_format::fixed, size.decimals);
    std::string text(digits.data(), end.ptr);
    text += ' ';
    text += size.unit;
    return text;
}

} // namespace samepage::client
