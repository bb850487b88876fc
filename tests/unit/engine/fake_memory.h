// SPDX-License-Identifier: GPL-2.0-or-later
//
// Memory of several processes, as simple as can be: frames with contents, and
// mappings to them that are copied on write once merged. It is the glue that
// the engine works on, and the model that tests compare with.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include <engine/engine.h>

namespace samepage::test {

struct Frame {
    std::uint32_t contents = 0;
    bool merged = false;
    unsigned mappings = 0;
};

class FakeMemory {
public:
    FakeMemory(std::uint32_t spaces, std::uint32_t pagesPerSpace);
    ~FakeMemory();
    FakeMemory(const FakeMemory&) = delete;
    FakeMemory& operator=(const FakeMemory&) = delete;

    std::uint32_t pages() const { return static_cast<std::uint32_t>(expected_.size()); }
    /// What page @p page holds now; what it must hold.
    std::uint32_t contents(std::uint32_t page) const { return frameOf(page).contents; }
    std::uint32_t expected(std::uint32_t page) const { return expected_[page]; }

    /// Writes as a process does: into its own copy.
    void write(std::uint32_t page, std::uint32_t contents);

    /// One pass over everything.
    void pass();

    /// Hashes take only 2^bits values: collisions at will.
    void limitHash(unsigned bits) { hashBits_ = bits; }
    /// Some merges fail as if the page were in use.
    void setBusy(double probability) { busy_ = probability; }

    sp_engine* engine() { return &engine_; }

    /// Pages that could be spared now if every equal page were one.
    std::uint32_t possibleSharing() const;
    /// Frames in use less than pages mapped.
    std::uint32_t actualSharing() const;

    // The glue's part.
    sp_glue_result mergeWithNode(sp_page* page, sp_stable_node* node);
    sp_glue_result mergePair(sp_page* page, std::uint64_t place);

private:
    struct Node {
        sp_stable_node node;
    };
    struct Item {
        sp_rmap_item item;
    };

    std::uint32_t pageAt(std::uint64_t place) const;
    std::uint64_t placeOf(std::uint32_t page) const;
    std::uint64_t hash(std::uint32_t contents) const;
    const Frame& frameOf(std::uint32_t page) const { return *frames_.at(mapped_[page]); }
    Frame& frameOf(std::uint32_t page) { return *frames_.at(mapped_[page]); }
    unsigned long newFrame(std::uint32_t contents);
    void mapTo(std::uint32_t page, unsigned long frame);
    void unlink(std::uint32_t page);
    void link(std::uint32_t page, sp_stable_node* node);
    void dropNode(sp_stable_node* node);
    bool isBusy();

    std::uint32_t pagesPerSpace_;
    unsigned hashBits_ = 64;
    double busy_ = 0;
    std::mt19937 rng_{7};
    unsigned long nextFrame_ = 0x100000;
    std::map<unsigned long, std::unique_ptr<Frame>> frames_;
    std::vector<unsigned long> mapped_;
    std::vector<std::uint32_t> expected_;
    std::map<std::uint32_t, std::unique_ptr<Item>> items_;
    std::map<sp_stable_node*, std::unique_ptr<Node>> nodes_;
    std::vector<sp_region> regions_;
    sp_engine engine_{};
};

} // namespace samepage::test
