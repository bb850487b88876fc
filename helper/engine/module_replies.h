// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/long_work.h"

#include <cstdint>
#include <optional>
#include <utility>

struct nlmsghdr;

namespace samepage {

// What the module's messages say (kmod/uapi/samepage.h). Each takes a whole
// message; empty: it says nothing of that kind, or is cut short.

/// Of SAMEPAGE_CMD_GET.
[[nodiscard]] std::optional<std::pair<ProcessKey, MergeState>> parseProcess(nlmsghdr* message);

struct Progress {
    std::uint64_t donePages = 0;
    std::uint64_t totalPages = 0; ///< 0: not known
    bool operator==(const Progress&) const = default;
};
/// Of every message of a long command.
[[nodiscard]] std::optional<Progress> parseProgress(nlmsghdr* message);

// Of the last message of a long command.
[[nodiscard]] std::optional<std::uint64_t> parseNewlyMerged(nlmsghdr* message); ///< bytes
[[nodiscard]] std::optional<Estimate> parseEstimate(nlmsghdr* message);
[[nodiscard]] std::optional<Explanation> parseExplanation(nlmsghdr* message);

} // namespace samepage
