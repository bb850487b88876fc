// SPDX-License-Identifier: GPL-2.0-or-later
// Times (CLOCK_REALTIME, microseconds) for people and for programs; "-" when
// there is no such time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace samepage::ctl {

[[nodiscard]] std::string localTime(std::uint64_t usec); // 2026-11-21 13:05:00
[[nodiscard]] std::string timeOfDay(std::uint64_t usec); // 13:05:00, local
[[nodiscard]] std::string utcTime(std::uint64_t usec);   // 2026-11-21T12:05:00Z

// So long before now; not before 1970.
[[nodiscard]] std::uint64_t timeAgo(std::chrono::seconds age);

} // namespace samepage::ctl
