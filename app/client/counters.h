// SPDX-License-Identifier: GPL-2.0-or-later
// The engine's counters, out of GetCounters and CountersChanged.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace samepage::client {

// Pages, if nothing else is said. A key the service did not send is 0.
struct Counters {
    std::uint64_t pagesShared = 0;   // pages that are kept once for several mappings
    std::uint64_t pagesSharing = 0;  // further mappings of those: what is saved
    std::uint64_t pagesUnshared = 0; // looked at, and unique so far
    std::uint64_t pagesVolatile = 0; // changed too quickly to be compared
    std::uint64_t pagesScanned = 0;  // looked at since the engine is there
    std::uint64_t fullScans = 0;     // finished passes
    std::uint64_t zeroPages = 0;     // given up for the kernel's page of zeros
    std::uint64_t savedBytes = 0;
    // Processor time of the scanner's threads, microseconds; empty: not known.
    std::optional<std::uint64_t> scannerCpu{};

    bool operator==(const Counters&) const = default;
};

// Unknown keys are ignored: a newer service may send more.
[[nodiscard]] Counters parseCounters(const std::map<std::string, std::uint64_t>& counters);

} // namespace samepage::client
