// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_replies.h"

#include "samepage.h"

#include <netlink/attr.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>

#include <unistd.h>

#include <array>
#include <cstddef>

namespace samepage {
namespace {

/// The attributes of a message, or of an attribute that holds others.
template <std::size_t max>
class Attributes {
public:
    [[nodiscard]] static std::optional<Attributes> of(nlmsghdr* message) {
        Attributes result;
        if (::genlmsg_parse(message, 0, result.found_.data(), static_cast<int>(max), nullptr) < 0)
            return std::nullopt;
        return result;
    }
    [[nodiscard]] static std::optional<Attributes> in(nlattr* attribute) {
        Attributes result;
        if (!attribute ||
            ::nla_parse_nested(result.found_.data(), static_cast<int>(max), attribute, nullptr) < 0)
            return std::nullopt;
        return result;
    }

    [[nodiscard]] bool has(std::size_t id) const { return found_.at(id) != nullptr; }
    [[nodiscard]] nlattr* get(std::size_t id) const { return found_.at(id); }
    // 0 for one that is missing or too short.
    [[nodiscard]] std::uint32_t u32(std::size_t id) const {
        const nlattr* attribute = found_.at(id);
        return attribute && ::nla_len(attribute) >= 4 ? ::nla_get_u32(attribute) : 0;
    }
    [[nodiscard]] std::uint64_t u64(std::size_t id) const {
        const nlattr* attribute = found_.at(id);
        return attribute && ::nla_len(attribute) >= 8 ? ::nla_get_u64(attribute) : 0;
    }

private:
    std::array<nlattr*, max + 1> found_{};
};

using MessageAttributes = Attributes<SAMEPAGE_A_MAX>;
using ReasonAttributes = Attributes<SAMEPAGE_R_MAX>;

constexpr std::array<const char*, SAMEPAGE_R_MAX + 1> reasonNames = {
    nullptr, nullptr,  "merged", "zero",   "unique",       "volatile",  "unseen", "unmarked",
    "file",  "shared", "huge",   "pinned", "other_domain", "protected", "other"};
static_assert(SAMEPAGE_R_MERGED == 2 && SAMEPAGE_R_OTHER == SAMEPAGE_R_MAX);

std::uint64_t bytesOf(std::uint64_t pages) {
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return pages * pageSize;
}

} // namespace

std::optional<std::pair<ProcessKey, MergeState>> parseProcess(nlmsghdr* message) {
    const auto attributes = MessageAttributes::of(message);
    if (!attributes || !attributes->has(SAMEPAGE_A_PID))
        return std::nullopt;
    const std::uint32_t flags = attributes->u32(SAMEPAGE_A_FLAGS);
    MergeState state;
    state.marked = (flags & SAMEPAGE_F_MERGE_ANY) != 0;
    state.mergeable = state.marked || (flags & SAMEPAGE_F_MERGEABLE) != 0;
    state.mergedBytes = bytesOf(attributes->u64(SAMEPAGE_A_MERGED_PAGES));
    state.savedBytes = attributes->u64(SAMEPAGE_A_SAVED_BYTES);
    state.detail = MergeDetail{bytesOf(attributes->u64(SAMEPAGE_A_UNSHARED_PAGES)),
                               bytesOf(attributes->u64(SAMEPAGE_A_VOLATILE_PAGES)),
                               bytesOf(attributes->u64(SAMEPAGE_A_ZERO_PAGES)),
                               attributes->u64(SAMEPAGE_A_SCANNED_PAGES)};
    const ProcessKey key = {static_cast<pid_t>(attributes->u32(SAMEPAGE_A_PID)),
                            attributes->u64(SAMEPAGE_A_START_TIME)};
    return std::pair(key, state);
}

std::optional<Progress> parseProgress(nlmsghdr* message) {
    const auto attributes = MessageAttributes::of(message);
    if (!attributes || !attributes->has(SAMEPAGE_A_DONE_PAGES))
        return std::nullopt;
    return Progress{attributes->u64(SAMEPAGE_A_DONE_PAGES),
                    attributes->u64(SAMEPAGE_A_TOTAL_PAGES)};
}

std::optional<std::uint64_t> parseNewlyMerged(nlmsghdr* message) {
    const auto attributes = MessageAttributes::of(message);
    if (!attributes || !attributes->has(SAMEPAGE_A_NEWLY_MERGED_PAGES))
        return std::nullopt;
    return bytesOf(attributes->u64(SAMEPAGE_A_NEWLY_MERGED_PAGES));
}

std::optional<Estimate> parseEstimate(nlmsghdr* message) {
    const auto attributes = MessageAttributes::of(message);
    if (!attributes || !attributes->has(SAMEPAGE_A_SAVED_BYTES))
        return std::nullopt;
    Estimate estimate;
    estimate.saved = attributes->u64(SAMEPAGE_A_SAVED_BYTES);
    estimate.within = attributes->u64(SAMEPAGE_A_WITHIN_BYTES);
    estimate.merged = attributes->u64(SAMEPAGE_A_MERGED_BYTES);
    estimate.others = attributes->u64(SAMEPAGE_A_OTHERS_BYTES);
    estimate.zero = attributes->u64(SAMEPAGE_A_ZERO_BYTES);
    estimate.error = attributes->u64(SAMEPAGE_A_ERROR_BYTES);
    estimate.lookedPages = attributes->u64(SAMEPAGE_A_LOOKED_PAGES);
    estimate.changedPages = attributes->u64(SAMEPAGE_A_CHANGED_PAGES);
    if (attributes->has(SAMEPAGE_A_SAMPLE))
        estimate.sample = attributes->u32(SAMEPAGE_A_SAMPLE);
    estimate.processes = attributes->u32(SAMEPAGE_A_PROCESSES);
    return estimate;
}

std::optional<Explanation> parseExplanation(nlmsghdr* message) {
    const auto attributes = MessageAttributes::of(message);
    if (!attributes || !attributes->has(SAMEPAGE_A_RESIDENT_BYTES))
        return std::nullopt;
    const auto reasons = ReasonAttributes::in(attributes->get(SAMEPAGE_A_REASONS));
    if (!reasons)
        return std::nullopt;
    Explanation explanation;
    explanation.resident = attributes->u64(SAMEPAGE_A_RESIDENT_BYTES);
    for (std::size_t id = SAMEPAGE_R_MERGED; id <= SAMEPAGE_R_MAX; ++id)
        explanation.reasons[reasonNames.at(id)] = reasons->u64(id);
    return explanation;
}

} // namespace samepage
