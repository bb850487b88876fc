// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

struct nl_msg;

namespace samepage {

/// Talks to the kernel module over generic netlink (kmod/uapi/samepage.h).
/// Every call opens its own socket, so calls from several threads never see
/// each other's answers. All throw Failure with the sentence of the kernel.
class ModuleLink {
public:
    /// Version of the family that the module registered; empty: no such family.
    [[nodiscard]] static std::optional<int> familyVersion();

    static void mark(const ProcessHandle& process, const MarkOptions& options);
    static void unmark(const ProcessHandle& process);
    /// False: nobody merges it now.
    static bool cancelMerge(const ProcessHandle& process);
    /// Every process whose memory is mergeable.
    [[nodiscard]] static std::map<ProcessKey, MergeState> dump();

    // These go on for as long as it takes, and report at least each 100 ms or
    // so. When report throws, the work ends; so it does with this process.
    /// Bytes that were merged.
    static std::uint64_t mergeNow(const ProcessHandle& process, const ReportProgress& report);
    [[nodiscard]] static Estimate estimate(const std::vector<ProcessKey>& processes,
                                           const EstimateOptions& options,
                                           const ReportProgress& report);
    [[nodiscard]] static Explanation explain(const ProcessHandle& process,
                                             const ReportProgress& report);
};

} // namespace samepage
