// SPDX-License-Identifier: GPL-2.0-or-later
#include "content_tree.h"

#include <algorithm>

namespace samepage::bench {

ContentTree::ContentTree(const SyntheticPages& pages)
    : pages_(pages)
    , items_(pages.count())
    , stable_(ByContents{&pages})
    , unstable_(ByContents{&pages}) {}

void ContentTree::pass() {
    unstable_.clear();
    for (std::uint32_t page = 0; page < pages_.count(); page++) {
        Item& item = items_[page];
        if (item.merged)
            continue;
        if (stable_.contains(page)) {
            item.merged = true;
            merged_++;
            continue;
        }
        const auto sum = static_cast<std::uint32_t>(pages_.hash(page)) | 1;
        if (item.checksum != sum) {
            item.checksum = sum;
            continue;
        }
        const auto [twin, isNew] = unstable_.insert(page);
        if (isNew)
            continue;
        items_[*twin].merged = true;
        item.merged = true;
        merged_++;
        stable_.insert(page);
        unstable_.erase(twin);
    }
    largestUnstable_ = std::max(largestUnstable_, unstable_.size());
}

std::size_t ContentTree::bytes() const {
    constexpr std::size_t node = 40; // three pointers, colour, key, as the allocator rounds it
    return items_.size() * sizeof(Item) + (stable_.size() + largestUnstable_) * node;
}

} // namespace samepage::bench
