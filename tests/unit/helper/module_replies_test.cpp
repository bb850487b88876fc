// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_replies.h"

#include "samepage.h"

#include <gtest/gtest.h>

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <vector>

namespace samepage {
namespace {

const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));

/// Netlink attributes, one after the other.
class Attributes {
public:
    Attributes& u32(std::uint16_t type, std::uint32_t value) {
        return add(type, &value, sizeof(value));
    }
    Attributes& u64(std::uint16_t type, std::uint64_t value) {
        return add(type, &value, sizeof(value));
    }
    Attributes& nest(std::uint16_t type, const Attributes& inner) {
        return add(type | NLA_F_NESTED, inner.bytes_.data(), inner.bytes_.size());
    }
    Attributes& add(unsigned type, const void* data, std::size_t size) {
        const nlattr header = {.nla_len = static_cast<std::uint16_t>(sizeof(nlattr) + size),
                               .nla_type = static_cast<std::uint16_t>(type)};
        append(&header, sizeof(header));
        append(data, size);
        bytes_.resize((bytes_.size() + 3) & ~std::size_t{3});
        return *this;
    }
    [[nodiscard]] const std::vector<std::byte>& bytes() const { return bytes_; }

private:
    void append(const void* data, std::size_t size) {
        const auto at = bytes_.size();
        bytes_.resize(at + size);
        if (size > 0)
            std::memcpy(bytes_.data() + at, data, size);
    }
    std::vector<std::byte> bytes_;
};

/// A message of the module with these attributes.
class Message {
public:
    explicit Message(const Attributes& attributes)
        : bytes_(NLMSG_HDRLEN + GENL_HDRLEN) {
        bytes_.insert(bytes_.end(), attributes.bytes().begin(), attributes.bytes().end());
        nlmsghdr header = {};
        header.nlmsg_len = static_cast<std::uint32_t>(bytes_.size());
        header.nlmsg_type = NLMSG_MIN_TYPE + 20;
        header.nlmsg_flags = NLM_F_MULTI;
        std::memcpy(bytes_.data(), &header, sizeof(header));
    }
    [[nodiscard]] nlmsghdr* get() { return reinterpret_cast<nlmsghdr*>(bytes_.data()); }
    /// As if it ended so many bytes earlier.
    Message& cut(std::uint32_t count) {
        get()->nlmsg_len -= count;
        return *this;
    }

private:
    std::vector<std::byte> bytes_;
};

Attributes progress(std::uint64_t done, std::uint64_t total) {
    Attributes attributes;
    attributes.u64(SAMEPAGE_A_DONE_PAGES, done).u64(SAMEPAGE_A_TOTAL_PAGES, total);
    return attributes;
}

TEST(ModuleReplies, AProcess) {
    Message message(Attributes()
                        .u32(SAMEPAGE_A_PID, 4711)
                        .u64(SAMEPAGE_A_START_TIME, 1234567890123)
                        .u32(SAMEPAGE_A_FLAGS, SAMEPAGE_F_MERGEABLE)
                        .u64(SAMEPAGE_A_MERGED_PAGES, 10)
                        .u64(SAMEPAGE_A_SAVED_BYTES, 20480)
                        .u64(SAMEPAGE_A_UNSHARED_PAGES, 3)
                        .u64(SAMEPAGE_A_VOLATILE_PAGES, 4)
                        .u64(SAMEPAGE_A_ZERO_PAGES, 5)
                        .u64(SAMEPAGE_A_SCANNED_PAGES, 6));
    const auto process = parseProcess(message.get());
    ASSERT_TRUE(process);
    EXPECT_EQ(process->first, (ProcessKey{4711, 1234567890123}));
    EXPECT_FALSE(process->second.marked);
    EXPECT_TRUE(process->second.mergeable);
    EXPECT_EQ(process->second.mergedBytes, 10 * pageSize);
    EXPECT_EQ(process->second.savedBytes, 20480U);
    ASSERT_TRUE(process->second.detail);
    EXPECT_EQ(process->second.detail->unsharedBytes, 3 * pageSize);
    EXPECT_EQ(process->second.detail->volatileBytes, 4 * pageSize);
    EXPECT_EQ(process->second.detail->zeroBytes, 5 * pageSize);
    EXPECT_EQ(process->second.detail->scannedPages, 6U);
    Message marked(Attributes().u32(SAMEPAGE_A_PID, 1).u32(SAMEPAGE_A_FLAGS, SAMEPAGE_F_MERGE_ANY));
    EXPECT_TRUE(parseProcess(marked.get())->second.marked);
    EXPECT_TRUE(parseProcess(marked.get())->second.mergeable);
}

TEST(ModuleReplies, ProgressIsNoResult) {
    Message message(progress(300, 1000));
    EXPECT_EQ(parseProgress(message.get()), (Progress{300, 1000}));
    EXPECT_FALSE(parseNewlyMerged(message.get()));
    EXPECT_FALSE(parseEstimate(message.get()));
    EXPECT_FALSE(parseExplanation(message.get()));
    Message unknown(progress(0, 0));
    EXPECT_EQ(parseProgress(unknown.get()), (Progress{0, 0}));
    Message other(Attributes().u32(SAMEPAGE_A_PID, 1));
    EXPECT_FALSE(parseProgress(other.get()));
}

TEST(ModuleReplies, WhatMergingNowMerged) {
    Message message(progress(7, 7).u64(SAMEPAGE_A_NEWLY_MERGED_PAGES, 3));
    EXPECT_EQ(parseNewlyMerged(message.get()), 3 * pageSize);
    EXPECT_EQ(parseProgress(message.get()), (Progress{7, 7}));
    Message nothing(progress(7, 7).u64(SAMEPAGE_A_NEWLY_MERGED_PAGES, 0));
    EXPECT_EQ(parseNewlyMerged(nothing.get()), 0U);
}

TEST(ModuleReplies, AnEstimate) {
    Message message(progress(9, 9)
                        .u64(SAMEPAGE_A_SAVED_BYTES, 100)
                        .u64(SAMEPAGE_A_WITHIN_BYTES, 40)
                        .u64(SAMEPAGE_A_MERGED_BYTES, 30)
                        .u64(SAMEPAGE_A_OTHERS_BYTES, 20)
                        .u64(SAMEPAGE_A_ZERO_BYTES, 10)
                        .u64(SAMEPAGE_A_ERROR_BYTES, 5)
                        .u64(SAMEPAGE_A_LOOKED_PAGES, 1U << 20U)
                        .u64(SAMEPAGE_A_CHANGED_PAGES, 6)
                        .u32(SAMEPAGE_A_SAMPLE, 8)
                        .u32(SAMEPAGE_A_PROCESSES, 2));
    Estimate expected;
    expected.saved = 100;
    expected.within = 40;
    expected.merged = 30;
    expected.others = 20;
    expected.zero = 10;
    expected.error = 5;
    expected.lookedPages = 1U << 20U;
    expected.changedPages = 6;
    expected.sample = 8;
    expected.processes = 2;
    EXPECT_EQ(parseEstimate(message.get()), expected);
}

TEST(ModuleReplies, AnExplanation) {
    Attributes reasons;
    for (std::uint16_t reason = SAMEPAGE_R_MERGED; reason <= SAMEPAGE_R_MAX; ++reason)
        reasons.u64(reason, std::uint64_t{100} * reason);
    Message message(progress(9, 9)
                        .u64(SAMEPAGE_A_RESIDENT_BYTES, 1ULL << 40U)
                        .nest(SAMEPAGE_A_REASONS, reasons));
    const auto explanation = parseExplanation(message.get());
    ASSERT_TRUE(explanation);
    EXPECT_EQ(explanation->resident, 1ULL << 40U);
    EXPECT_EQ(explanation->reasons,
              (std::map<std::string, std::uint64_t>{{"merged", 100 * SAMEPAGE_R_MERGED},
                                                    {"zero", 100 * SAMEPAGE_R_ZERO},
                                                    {"unique", 100 * SAMEPAGE_R_UNIQUE},
                                                    {"volatile", 100 * SAMEPAGE_R_VOLATILE},
                                                    {"unseen", 100 * SAMEPAGE_R_UNSEEN},
                                                    {"unmarked", 100 * SAMEPAGE_R_UNMARKED},
                                                    {"file", 100 * SAMEPAGE_R_FILE},
                                                    {"shared", 100 * SAMEPAGE_R_SHARED},
                                                    {"huge", 100 * SAMEPAGE_R_HUGE},
                                                    {"pinned", 100 * SAMEPAGE_R_PINNED},
                                                    {"other_domain", 100 * SAMEPAGE_R_OTHER_DOMAIN},
                                                    {"protected", 100 * SAMEPAGE_R_PROTECTED},
                                                    {"other", 100 * SAMEPAGE_R_OTHER}}));
}

TEST(ModuleReplies, AttributesOfALaterVersionAreSkipped) {
    const std::string text = "anything";
    Attributes reasons;
    reasons.u64(SAMEPAGE_R_MERGED, 7).u64(SAMEPAGE_R_MAX + 1, 8);
    Message message(progress(1, 2)
                        .add(SAMEPAGE_A_MAX + 1, text.data(), text.size())
                        .u64(SAMEPAGE_A_RESIDENT_BYTES, 15)
                        .nest(SAMEPAGE_A_REASONS, reasons));
    EXPECT_EQ(parseProgress(message.get()), (Progress{1, 2}));
    const auto explanation = parseExplanation(message.get());
    ASSERT_TRUE(explanation);
    EXPECT_EQ(explanation->reasons.at("merged"), 7U);
    EXPECT_EQ(explanation->reasons.at("other"), 0U);
}

TEST(ModuleReplies, SurviveDamage) {
    // Too short for what they claim to be.
    Message small(
        progress(1, 2).u32(SAMEPAGE_A_SAVED_BYTES, 7).u32(SAMEPAGE_A_NEWLY_MERGED_PAGES, 7));
    EXPECT_EQ(parseEstimate(small.get()), Estimate());
    EXPECT_EQ(parseNewlyMerged(small.get()), 0U);
    Message noReasons(progress(1, 2).u64(SAMEPAGE_A_RESIDENT_BYTES, 15));
    EXPECT_FALSE(parseExplanation(noReasons.get()));
    // Cut anywhere: what is read is inside, which sanitizers watch.
    Attributes reasons;
    reasons.u64(SAMEPAGE_R_MERGED, 7);
    const Attributes whole =
        progress(1, 2).u64(SAMEPAGE_A_RESIDENT_BYTES, 15).nest(SAMEPAGE_A_REASONS, reasons);
    const auto length = static_cast<std::uint32_t>(Message(whole).get()->nlmsg_len);
    for (std::uint32_t count = 1; count <= length; ++count) {
        Message message(whole);
        message.cut(count);
        EXPECT_FALSE(parseEstimate(message.get()));
        EXPECT_FALSE(parseNewlyMerged(message.get()));
        EXPECT_FALSE(parseExplanation(message.get()) && count > 20) << count;
        EXPECT_FALSE(parseProgress(message.get()) && count > length - NLMSG_HDRLEN) << count;
        EXPECT_FALSE(parseProcess(message.get()));
    }
}

} // namespace
} // namespace samepage
