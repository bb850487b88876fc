// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace samepage {

/// Called now and then, at least a few times a second, by what takes long, on
/// the thread that does it: pages of address space that are done, out of how
/// many (0: not known). What it throws ends the work and goes to its caller.
using ReportProgress = std::function<void(std::uint64_t donePages, std::uint64_t totalPages)>;

struct EstimateOptions {
    std::uint32_t sample = 1;              ///< one in so many contents; 1 to 65536
    std::uint32_t secondLookMillisecs = 0; ///< 0: look once; up to 60000
};

/// What marking some processes would save. Bytes, if nothing else is said.
struct Estimate {
    std::uint64_t saved = 0;  ///< the sum of the next four
    std::uint64_t within = 0; ///< pages of the processes equal each other
    std::uint64_t merged = 0; ///< they equal pages that are merged
    std::uint64_t others = 0; ///< they equal single pages of other processes
    std::uint64_t zero = 0;
    std::uint64_t error = 0; ///< standard error of saved; 0: exact
    std::uint64_t lookedPages = 0;
    std::uint64_t changedPages = 0; ///< left out, as they changed
    std::uint32_t sample = 1;       ///< what it was in the end
    std::uint32_t processes = 0;    ///< that were still there at the end
    bool operator==(const Estimate&) const = default;
};

/// Where the resident memory of a process stands, in bytes.
struct Explanation {
    std::uint64_t resident = 0;
    std::map<std::string, std::uint64_t> reasons; ///< they add up to resident
    bool operator==(const Explanation&) const = default;
};

} // namespace samepage
