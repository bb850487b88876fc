// SPDX-License-Identifier: GPL-2.0-or-later
//
// Pages for benchmarks of tens of millions of them: which contents a page has
// is a number, and contents are kept only as far as comparing them reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace samepage::bench {

class SyntheticPages {
public:
    /// @p count pages; @p identicalPercent of them come in pairs of equal contents.
    SyntheticPages(std::size_t count, unsigned identicalPercent);

    std::size_t count() const { return numbers_.size(); }
    /// Equal for pages of equal contents.
    std::uint64_t number(std::size_t page) const { return numbers_[page]; }
    /// What a content hash of the page would be.
    std::uint64_t hash(std::size_t page) const;
    /// memcmp() of two pages: like real ones they lie apart in memory, and the first words that
    /// differ are in the first cache line, which is what is stored of each.
    int compare(std::size_t one, std::size_t other) const;

    /// Pages that merging all equal ones spares.
    std::size_t possible() const { return possible_; }

private:
    struct alignas(64) FirstLine {
        std::uint64_t words[8];
    };

    std::vector<std::uint64_t> numbers_;
    std::vector<FirstLine> lines_;
    std::size_t possible_ = 0;
};

} // namespace samepage::bench
