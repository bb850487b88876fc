// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <map>
#include <optional>

struct nl_msg;

namespace samepage {

/// Talks to the kernel module over generic netlink (kmod/uapi/samepage.h).
/// Every call opens its own socket, so calls from several threads never see
/// each other's answers. All throw Failure with the sentence of the kernel.
class ModuleLink {
public:
    /// Version of the family that the module registered; empty: no such family.
    [[nodiscard]] static std::optional<int> familyVersion();

    static void mark(const ProcessHandle& process);
    static void unmark(const ProcessHandle& process);
    /// Every process whose memory is mergeable.
    [[nodiscard]] static std::map<ProcessKey, MergeState> dump();
};

} // namespace samepage
