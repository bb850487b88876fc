// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the engine is compared with: red-black trees ordered by memcmp of page
// contents, a stable one and one rebuilt each pass, an item for every page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "synthetic_pages.h"

namespace samepage::bench {

class ContentTree {
public:
    explicit ContentTree(const SyntheticPages& pages);

    /// One pass over all pages: checksum filter, stable tree, unstable tree.
    void pass();
    std::size_t merged() const { return merged_; }
    /// Bytes of items and of nodes of the trees.
    std::size_t bytes() const;

private:
    struct ByContents {
        const SyntheticPages* pages;
        bool operator()(std::uint32_t one, std::uint32_t other) const {
            return pages->compare(one, other) < 0;
        }
    };
    using Tree = std::set<std::uint32_t, ByContents>;

    // What a scanner keeps for a page besides its place in a tree.
    struct Item {
        std::uint64_t owner = 0;
        std::uint64_t address = 0;
        std::uint32_t checksum = 0;
        bool merged = false;
    };

    const SyntheticPages& pages_;
    std::vector<Item> items_;
    Tree stable_;
    Tree unstable_;
    std::size_t merged_ = 0;
    std::size_t largestUnstable_ = 0;
};

} // namespace samepage::bench
