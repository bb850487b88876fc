// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/tunables.h"

#include <map>
#include <optional>
#include <string>

namespace samepage {

/// The files of /sys/kernel/samepage as they are after loading, in memory, with
/// the module's ways: what one write changes along with it, and what it refuses.
class FakeTunables final : public TunableFiles {
public:
    [[nodiscard]] std::optional<std::string> text(const std::string& file) const override;
    [[nodiscard]] int write(const std::string& file, const std::string& text) const override;

    /// Whether pages are merged now: some files cannot be written then.
    void setMerged(bool merged) { merged_ = merged; }

private:
    [[nodiscard]] int sideEffects(const std::string& file, const std::string& text) const;

    // Written through a const reference, as files of a directory are.
    mutable std::map<std::string, std::string> files_ = {
        {"pages_to_scan", "100"},
        {"sleep_millisecs", "20"},
        {"max_cpu_percent", "20"},
        {"threads", "1"},
        {"domains", "user"},
        {"max_page_sharing", "256"},
        {"merge_across_nodes", "1"},
        {"use_zero_pages", "0"},
        {"zero_pages_only", "0"},
        {"smart_scan", "1"},
        {"huge_page_min_merge", "64"},
        {"reverse_map", "1"},
        {"max_kernel_pages", "262144"},
        {"stable_node_chains_prune_millisecs", "2000"},
        {"advisor_mode", "none"},
        {"advisor_target_scan_time", "200"},
        {"advisor_max_cpu", "70"},
        {"advisor_min_pages_to_scan", "500"},
        {"advisor_max_pages_to_scan", "30000"},
    };
    bool merged_ = false;
};

} // namespace samepage
