// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/long_results.h"

namespace samepage::client {

Estimate parseEstimate(const Dictionary& reply) {
    constexpr const char* source = "Processes.Estimate";
    Estimate result;
    require(reply, source, "saved", result.saved);
    read(reply, source, "within", result.within);
    read(reply, source, "merged", result.merged);
    read(reply, source, "others", result.others);
    read(reply, source, "zero", result.zero);
    read(reply, source, "error", result.error);
    read(reply, source, "looked_pages", result.lookedPages);
    read(reply, source, "changed_pages", result.changedPages);
    read(reply, source, "sample", result.sample);
    read(reply, source, "processes", result.processes);
    return result;
}

Explanation parseExplanation(const Dictionary& reply) {
    constexpr const char* source = "Processes.Explain";
    Explanation result;
    require(reply, source, "resident", result.resident);
    read(reply, source, "reasons", result.reasons);
    return result;
}

std::uint64_t parseNewlyMerged(const Dictionary& reply) {
    std::uint64_t bytes = 0;
    require(reply, "Processes.MergeNow", "newly_merged", bytes);
    return bytes;
}

} // namespace samepage::client
