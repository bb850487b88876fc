// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/time_text.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace samepage::ctl {
namespace {

using BreakDown = std::tm* (*)(const std::time_t*, std::tm*);

std::string timeText(std::uint64_t usec, BreakDown breakDown, const char* format) {
    const auto seconds = static_cast<std::time_t>(usec / 1'000'000);
    std::tm parts{};
    std::array<char, 64> text{};
    if (breakDown(&seconds, &parts) == nullptr ||
        std::strftime(text.data(), text.size(), format, &parts) == 0) {
        return "-";
    }
    return text.data();
}

} // namespace

std::string localTime(std::uint64_t usec) {
    return timeText(usec, &localtime_r, "%Y-%m-%d %H:%M:%S");
}

std::string timeOfDay(std::uint64_t usec) {
    return timeText(usec, &localtime_r, "%H:%M:%S");
}

std::string utcTime(std::uint64_t usec) {
    return timeText(usec, &gmtime_r, "%Y-%m-%dT%H:%M:%SZ");
}

std::uint64_t timeAgo(std::chrono::seconds age) {
    using namespace std::chrono;
    const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch());
    return static_cast<std::uint64_t>(std::max(microseconds(0), now - age).count());
}

} // namespace samepage::ctl
