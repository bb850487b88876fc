// SPDX-License-Identifier: GPL-2.0-or-later
// What the long calls of the Processes interface answer.
#pragma once

#include "client/dictionary.h"

#include <cstdint>
#include <map>
#include <string>

namespace samepage::client {

// Of Estimate: what marking some processes would save. Bytes, if nothing else
// is said; a key the service did not send is 0.
struct Estimate {
    std::uint64_t saved = 0;  // the sum of the next four
    std::uint64_t within = 0; // the processes' pages equal each other
    std::uint64_t merged = 0; // they equal pages that are merged
    std::uint64_t others = 0; // they equal single pages of other mergeable processes
    std::uint64_t zero = 0;
    std::uint64_t error = 0; // standard error of `saved`; 0: exact
    std::uint64_t lookedPages = 0;
    std::uint64_t changedPages = 0; // left out, as they changed
    std::uint32_t sample = 1;       // one in so many contents was looked at
    std::uint32_t processes = 0;    // that were still there at the end

    bool operator==(const Estimate&) const = default;
};

// Of Explain: where the resident memory of a process stands.
struct Explanation {
    std::uint64_t resident = 0;                   // bytes
    std::map<std::string, std::uint64_t> reasons; // bytes; also reasons of later versions

    bool operator==(const Explanation&) const = default;
};

// The first key of each must be there, the rest may be missing and unknown keys
// are ignored. All throw MalformedReply, also for a value of another type.
[[nodiscard]] Estimate parseEstimate(const Dictionary& reply);
[[nodiscard]] Explanation parseExplanation(const Dictionary& reply);
[[nodiscard]] std::uint64_t parseNewlyMerged(const Dictionary& reply); // of MergeNow, bytes

} // namespace samepage::client
