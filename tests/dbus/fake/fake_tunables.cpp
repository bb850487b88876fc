// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_tunables.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace samepage {

std::optional<std::string> FakeTunables::text(const std::string& file) const {
    const auto found = files_.find(file);
    if (found == files_.end())
        return std::nullopt;
    // The choice is in brackets; the other words matter to nobody here.
    const bool words = file == "domains" || file == "advisor_mode";
    return words ? "[" + found->second + "]" : found->second;
}

int FakeTunables::write(const std::string& file, const std::string& text) const {
    const auto found = files_.find(file);
    if (found == files_.end())
        return ENOENT;
    if (const int error = sideEffects(file, text))
        return error;
    found->second = text;
    return 0;
}

/// What writing it refuses, or changes elsewhere.
int FakeTunables::sideEffects(const std::string& file, const std::string& text) const {
    if (file == "max_page_sharing" || file == "merge_across_nodes")
        return merged_ ? EBUSY : 0;
    if (file == "domains" && text == "cgroup")
        return EOPNOTSUPP; // a kernel without memory cgroups
    if (file == "pages_to_scan" && files_.at("advisor_mode") != "none")
        return EINVAL;
    if (file == "advisor_mode")
        files_["pages_to_scan"] = text == "none" ? "100" : files_.at("advisor_min_pages_to_scan");
    if (file == "threads") {
        const std::uint64_t most = 100 * std::stoull(text);
        files_["max_cpu_percent"] = std::to_string(
            std::min<std::uint64_t>(std::stoull(files_.at("max_cpu_percent")), most));
    }
    return 0;
}

} // namespace samepage
