// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace samepage {

/// The process that an event is about, as it was then.
struct EventProcess {
    std::uint32_t pid = 0;
    std::uint64_t startTime = 0; ///< clock ticks after boot
    uid_t uid = 0;               ///< effective
    bool owned = false;          ///< all its user ids were that one
    std::string name;
    bool operator==(const EventProcess&) const = default;
};

/// Something that happened, for the time axis of a chart.
struct Event {
    std::uint64_t usec = 0; ///< CLOCK_REALTIME
    std::string kind;       ///< see Events in org.samepage.Samepage1.History.xml
    std::optional<EventProcess> process{};
    bool operator==(const Event&) const = default;
};

} // namespace samepage
