// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/long_text.h"

#include "ctl/table.h"
#include "ctl/text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace samepage::ctl {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// What each reason means; the order is that of the service's documentation.
constexpr std::array<std::pair<const char*, const char*>, 13> meanings{{
    {"merged", "merged with equal pages"},
    {"zero", "zeroes: the kernel's zero page instead"},
    {"unique", "nobody has the same contents"},
    {"volatile", "keeps changing, or was seen only once"},
    {"unseen", "not looked at yet"},
    {"unmarked", "would be looked at if the process were marked"},
    {"file", "of files: shared anyway"},
    {"shared", "shared memory"},
    {"huge", "in huge pages of which too little would merge"},
    {"pinned", "in use by a device or another process"},
    {"other_domain", "only somebody who may not share has the same"},
    {"protected", "no access allowed, or watched"},
    {"other", "of devices, or special"},
}};

std::string meaningOf(const std::string& reason) {
    const auto* found = std::ranges::find(
        meanings, reason, [](const auto& entry) { return std::string(entry.first); });
    return found == meanings.end() ? "" : found->second;
}

std::string bytesText(std::uint64_t bytes, bool inBytes) {
    return sizeText(bytes, inBytes) + (inBytes ? " bytes" : "");
}

} // namespace

std::string mergedText(std::uint32_t pid, std::uint64_t newlyMerged, bool sizesInBytes) {
    const std::string process = "process " + std::to_string(pid);
    if (newlyMerged == 0) {
        return "There was nothing more to merge in " + process + ".\n";
    }
    return "Merged " + bytesText(newlyMerged, sizesInBytes) + " of " + process + ".\n";
}

std::string cancelledText(std::uint32_t pid, std::uint32_t cancelled) {
    const std::string process = "process " + std::to_string(pid);
    return cancelled == 0 ? "Nobody was merging " + process + ".\n"
                          : "Merging of " + process + " was told to end.\n";
}

std::string estimateText(const client::Estimate& estimate, bool sizesInBytes) {
    std::string text = "Marking " + std::to_string(estimate.processes);
    text += estimate.processes == 1 ? " process would save " : " processes would save ";
    text += bytesText(estimate.saved, sizesInBytes);
    if (estimate.error > 0) {
        text += ", give or take " + bytesText(estimate.error, sizesInBytes);
    }
    text += ".\n";
    Rows rows;
    const auto part = [&](std::uint64_t bytes, const char* meaning) {
        if (bytes > 0) {
            rows.push_back({sizeText(bytes, sizesInBytes), meaning});
        }
    };
    part(estimate.within, "their pages equal each other");
    part(estimate.merged, "they equal pages that are merged already");
    part(estimate.others, "they equal pages of other mergeable processes");
    part(estimate.zero, "they hold nothing but zeroes");
    if (!rows.empty()) {
        text += "\n" + formatTable({{"SAVED", Align::Right}, {"BECAUSE"}}, rows) + "\n";
    }
    text += std::to_string(estimate.lookedPages) + " pages were compared";
    if (estimate.sample > 1) {
        text += ", one in " + std::to_string(estimate.sample) + " contents";
    }
    if (estimate.changedPages > 0) {
        text += "; " + std::to_string(estimate.changedPages) + " changed and were left out";
    }
    return text + ".\n";
}

std::string explanationText(std::uint32_t pid, const client::Explanation& explanation,
                            bool sizesInBytes) {
    std::vector<std::pair<std::string, std::uint64_t>> reasons;
    std::ranges::copy_if(explanation.reasons, std::back_inserter(reasons),
                         [](const auto& entry) { return entry.second > 0; });
    std::ranges::stable_sort(reasons, std::greater<>(),
                             [](const auto& entry) { return entry.second; });
    Rows rows;
    for (const auto& [reason, bytes] : reasons) {
        rows.push_back({sizeText(bytes, sizesInBytes), printable(reason), meaningOf(reason)});
    }
    return "Process " + std::to_string(pid) + " has " +
           bytesText(explanation.resident, sizesInBytes) + " of memory.\n\n" +
           formatTable({{sizesInBytes ? "BYTES" : "SIZE", Align::Right}, {"STATE"}, {"MEANING"}},
                       rows);
}

} // namespace samepage::ctl
