// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/counters.h"

namespace samepage::client {

Counters parseCounters(const std::map<std::string, std::uint64_t>& counters) {
    const auto value = [&counters](const char* key) -> std::uint64_t {
        const auto found = counters.find(key);
        return found == counters.end() ? 0 : found->second;
    };
    const auto cpu = counters.find("scanner_cpu_usec");
    return {.pagesShared = value("pages_shared"),
            .pagesSharing = value("pages_sharing"),
            .pagesUnshared = value("pages_unshared"),
            .pagesVolatile = value("pages_volatile"),
            .pagesScanned = value("pages_scanned"),
            .fullScans = value("full_scans"),
            .zeroPages = value("ksm_zero_pages"),
            .savedBytes = value("saved_bytes"),
            .scannerCpu = cpu == counters.end() ? std::nullopt : std::optional(cpu->second)};
}

} // namespace samepage::client
