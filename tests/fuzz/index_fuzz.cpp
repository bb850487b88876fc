// SPDX-License-Identifier: GPL-2.0-or-later
//
// The unstable and the stable index by themselves, against maps and sets: keys
// that collide in every way, regions that go and come, arrays without memory.
#include "input.h"

#include <engine/stable.h>
#include <engine/unstable.h>

#include <array>
#include <list>
#include <map>
#include <set>
#include <vector>

namespace {

using samepage::fuzz::Input;
using samepage::fuzz::require;

constexpr u32 kRegions = 4;
constexpr std::size_t kMostNodes = 200;

struct Known {
    u64 key = 0;
    u64 scope = 0;
    std::set<sp_place> places;
};

class Run {
public:
    explicit Run(Input input)
        : input_(input)
        , most_(2 + input_.below(6)) {
        sp_regions_init(&regions_);
        sp_unstable_init(&unstable_);
        sp_stable_init(&stable_, most_);
        for (sp_region*& region : all_)
            region = make();
    }
    ~Run() {
        sp_shim_fail_alloc_in = 0;
        for (auto& [node, known] : nodes_) {
            sp_stable_unlink_all(&stable_, &regions_, node);
            sp_stable_erase(&stable_, node);
        }
        require(stable_.n_places == 0 && stable_.n_shared == 0 && stable_.n_nodes == 0 &&
                    stable_.n_dups == 0 && stable_.n_chains == 0 && stable_.n_chain_records == 0 &&
                    stable_.array_bytes == 0,
                "the stable index does not count back to nothing");
        for (sp_region* region : all_)
            sp_region_free(&regions_, region);
        require(regions_.n_blocks == 0 && regions_.tally.indexed == 0 && regions_.tally.merged == 0,
                "the regions do not count back to nothing");
        sp_unstable_destroy(&unstable_);
        sp_stable_destroy(&stable_);
        sp_regions_destroy(&regions_);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    void run() {
        while (!input_.empty()) {
            step();
            require(regions_.tally.indexed == indexed_.size(), "indexed words are counted wrongly");
            require(regions_.tally.merged == merged_.size(), "merged words are counted wrongly");
            require(stable_.n_places == merged_.size() && stable_.n_nodes == nodes_.size(),
                    "the stable index counts wrongly");
        }
        for (const auto& [place, key] : indexed_)
            check(key);
        for (const auto& [node, known] : nodes_)
            check(*node, known);
    }

private:
    sp_region* make() {
        sp_region* region = sp_region_alloc(&regions_, &owner_, 0);
        require(region != nullptr, "a region without reason refused");
        for (unsigned page = 0; page < SP_REGION_PAGES; page += SP_BLOCK_PAGES)
            require(sp_region_prepare(&regions_, region, page), "words without reason refused");
        return region;
    }

    // Differs in the bits that decide: where it goes, the tag, the word, the rest.
    u64 key() {
        const std::uint32_t bits = input_.byte();
        return (u64{bits & 7} << 61) | (u64{bits >> 3 & 3} << 33) | (u64{bits >> 5 & 3} << 31) |
               (bits >> 7);
    }
    sp_place place() {
        const sp_region* region = all_[input_.below(kRegions)];
        return sp_place_of(region, input_.below(SP_REGION_PAGES));
    }

    void step() {
        const std::uint32_t what = input_.below(12);
        sp_shim_fail_alloc_in = input_.below(16) == 0 ? 1 + input_.below(3) : 0;
        switch (what) {
        case 0:
        case 1:
        case 2:
        case 3:
            insertUnstable();
            break;
        case 4: {
            const sp_place at = place();
            forget(at);
            break;
        }
        case 5:
            sp_unstable_trim(&unstable_, &regions_);
            break;
        case 6:
            check(key());
            break;
        case 7:
        case 8:
            insertStable();
            break;
        case 9:
            link();
            break;
        case 10:
            eraseStable();
            break;
        default:
            renewRegion();
        }
        sp_shim_fail_alloc_in = 0;
    }

    void insertUnstable() {
        const u64 under = key();
        const sp_place at = place();
        if (merged_.contains(at))
            return;
        if (sp_unstable_insert(&unstable_, &regions_, under, at))
            indexed_[at] = under;
    }

    void forget(sp_place at) {
        if (const auto found = merged_.find(at); found != merged_.end()) {
            require(sp_stable_unlink(&stable_, &regions_, at) == found->second,
                    "a place leads to the wrong node");
            nodes_.at(found->second).places.erase(at);
            merged_.erase(found);
        } else {
            sp_region_set(&regions_, sp_place_region(&regions_, at), sp_place_index(at), 0);
            indexed_.erase(at);
        }
    }

    // Words keep 30 bits of the key and entries 32: a place that was indexed under another key that
    // differs in the two bits between may be found under both.
    void check(u64 wanted) {
        std::multiset<sp_place> found;
        sp_unstable_cursor cursor{};
        sp_unstable_find(&unstable_, wanted, &cursor);
        for (sp_place at = sp_unstable_next(&unstable_, &regions_, &cursor); at != SP_NO_PLACE;
             at = sp_unstable_next(&unstable_, &regions_, &cursor))
            found.insert(at);
        for (const auto& [at, under] : indexed_)
            if (under >> 32 == wanted >> 32)
                require(found.count(at) == 1, "an indexed place is not found once");
        for (const sp_place at : found)
            require(indexed_.contains(at) && indexed_.at(at) >> 34 == wanted >> 34,
                    "a place is found that is gone");
    }

    static void check(const sp_stable_node& node, const Known& known) {
        require(std::set<sp_place>(sp_stable_places(&node),
                                   sp_stable_places(&node) + node.n_places) == known.places,
                "a node knows other places");
    }

    void insertStable() {
        if (nodes_.size() == kMostNodes)
            return;
        const u64 under = key();
        const u64 scope = input_.below(3);
        sp_stable_node& node = storage_.emplace_back();
        sp_stable_insert(&stable_, &node, under, scope, nextFrame_++);
        nodes_[&node] = {under, scope, {}};
    }

    void link() {
        const u64 under = key();
        const u64 scope = input_.below(3);
        const sp_place at = place();
        sp_stable_node* node = sp_stable_find(&stable_, under, scope);
        for (const auto& [other, known] : nodes_)
            if (known.key == under && known.scope == scope && known.places.size() < most_)
                require(node != nullptr, "a node with room is not found");
        if (node == nullptr)
            return;
        Known& known = nodes_.at(node);
        require(known.key == under && known.scope == scope && known.places.size() < most_,
                "a node is found that does not fit");
        if (merged_.contains(at) || !sp_stable_reserve(&stable_, node, 1))
            return;
        indexed_.erase(at);
        sp_stable_link(&stable_, &regions_, node, at);
        merged_[at] = node;
        known.places.insert(at);
    }

    void eraseStable() {
        if (nodes_.empty())
            return;
        auto chosen = nodes_.begin();
        std::advance(chosen, input_.below(static_cast<std::uint32_t>(nodes_.size())));
        sp_stable_unlink_all(&stable_, &regions_, chosen->first);
        sp_stable_erase(&stable_, chosen->first);
        for (const sp_place at : chosen->second.places)
            merged_.erase(at);
        nodes_.erase(chosen);
    }

    // Entries of the old one stay behind in the array; the new one may get its number.
    void renewRegion() {
        sp_shim_fail_alloc_in = 0;
        sp_region*& region = all_[input_.below(kRegions)];
        for (unsigned index = 0; index < SP_REGION_PAGES; index++)
            if (sp_region_word(region, index) != 0)
                forget(sp_place_of(region, index));
        sp_region_free(&regions_, region);
        region = make();
    }

    Input input_;
    u32 most_;
    sp_owner owner_{};
    sp_regions regions_{};
    sp_unstable unstable_{};
    sp_stable stable_{};
    std::array<sp_region*, kRegions> all_{};
    std::map<sp_place, u64> indexed_;
    std::map<sp_place, sp_stable_node*> merged_;
    std::map<sp_stable_node*, Known> nodes_;
    std::list<sp_stable_node> storage_;
    unsigned long nextFrame_ = 1;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Run({data, size}).run();
    return 0;
}
