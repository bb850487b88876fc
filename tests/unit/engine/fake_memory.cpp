// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_memory.h"

#include <set>
#include <stdexcept>

// What the shim asks of user space: which allocation from now on fails.
extern "C" {
unsigned long sp_shim_fail_alloc_in = 0;
}

namespace samepage::test {
namespace {
FakeMemory* current = nullptr; // the glue functions of the engine know no context
} // namespace

FakeMemory::FakeMemory(std::uint32_t spaces, std::uint32_t pagesPerSpace)
    : pagesPerSpace_(pagesPerSpace)
    , mapped_(std::size_t{spaces} * pagesPerSpace)
    , expected_(std::size_t{spaces} * pagesPerSpace)
    , regions_((std::size_t{spaces} * pagesPerSpace) / SP_REGION_PAGES + 1) {
    current = this;
    sp_engine_init(&engine_, 42);
    for (std::uint32_t page = 0; page < pages(); page++) {
        mapped_[page] = newFrame(0);
        frameOf(page).mappings = 1;
    }
}

FakeMemory::~FakeMemory() {
    while (!items_.empty())
        unlink(items_.begin()->first);
    while (!nodes_.empty())
        dropNode(nodes_.begin()->first);
    sp_engine_destroy(&engine_);
    current = nullptr;
}

std::uint64_t FakeMemory::placeOf(std::uint32_t page) const {
    return sp_place(page / pagesPerSpace_, 0x7f0000000ULL + page % pagesPerSpace_);
}

std::uint32_t FakeMemory::pageAt(std::uint64_t place) const {
    const auto index = static_cast<std::uint32_t>(sp_place_page_index(place) - 0x7f0000000ULL);
    return sp_place_space(place) * pagesPerSpace_ + index;
}

std::uint64_t FakeMemory::hash(std::uint32_t contents) const {
    const std::uint64_t full = sp_hash_bytes(&contents, sizeof(contents), engine_.seed);
    return hashBits_ < 64 ? full << (64 - hashBits_) : full;
}

unsigned long FakeMemory::newFrame(std::uint32_t contents) {
    frames_.emplace(nextFrame_, std::make_unique<Frame>(Frame{contents, false, 0}));
    return nextFrame_++;
}

void FakeMemory::mapTo(std::uint32_t page, unsigned long frame) {
    const unsigned long old = mapped_[page];
    frames_.at(frame)->mappings++;
    mapped_[page] = frame;
    Frame& oldFrame = *frames_.at(old);
    // A merged frame outlives its mappings until its node lets it go.
    if (--oldFrame.mappings == 0 && !oldFrame.merged)
        frames_.erase(old);
}

void FakeMemory::write(std::uint32_t page, std::uint32_t contents) {
    expected_[page] = contents;
    if (frameOf(page).merged)
        mapTo(page, newFrame(contents));
    else
        frameOf(page).contents = contents;
}

void FakeMemory::unlink(std::uint32_t page) {
    sp_stable_unlink(&engine_.stable, &items_.at(page)->item);
    items_.erase(page);
}

void FakeMemory::link(std::uint32_t page, sp_stable_node* node) {
    if (items_.contains(page))
        unlink(page);
    auto item = std::make_unique<Item>();
    item->item.addr = page;
    sp_stable_link(&engine_.stable, node, &item->item);
    items_.emplace(page, std::move(item));
}

void FakeMemory::dropNode(sp_stable_node* node) {
    const unsigned long frame = sp_stable_frame(node);
    for (std::uint32_t page = 0; page < pages(); page++)
        if (auto found = items_.find(page);
            found != items_.end() && found->second->item.node == node)
            unlink(page);
    sp_stable_erase(&engine_.stable, node);
    nodes_.erase(node);
    if (frames_.at(frame)->mappings == 0)
        frames_.erase(frame);
}

bool FakeMemory::isBusy() {
    return busy_ > 0 && std::uniform_real_distribution<>(0, 1)(rng_) < busy_;
}

sp_glue_result FakeMemory::mergeWithNode(sp_page* page, sp_stable_node* node) {
    const unsigned long frame = sp_stable_frame(node);
    if (frames_.at(frame)->mappings == 0) {
        dropNode(node);
        return SP_GLUE_GONE;
    }
    const std::uint32_t number = pageAt(page->place);
    if (frameOf(number).contents != frames_.at(frame)->contents)
        return SP_GLUE_DIFFERENT;
    if (isBusy())
        return SP_GLUE_BUSY;
    mapTo(number, frame);
    link(number, node);
    return SP_GLUE_MERGED;
}

sp_glue_result FakeMemory::mergePair(sp_page* page, std::uint64_t place) {
    const std::uint32_t number = pageAt(page->place);
    const std::uint32_t partner = pageAt(place);
    if (number == partner)
        throw std::logic_error("the engine offers a page to itself");
    if (frameOf(partner).merged)
        return SP_GLUE_GONE;
    if (frameOf(number).contents != frameOf(partner).contents)
        return SP_GLUE_DIFFERENT;
    if (isBusy())
        return SP_GLUE_BUSY;
    auto node = std::make_unique<Node>();
    frameOf(number).merged = true;
    sp_stable_insert(&engine_.stable, &node->node, page->hash, mapped_[number]);
    link(number, &node->node);
    mapTo(partner, mapped_[number]);
    link(partner, &node->node);
    nodes_.emplace(&node->node, std::move(node));
    return SP_GLUE_MERGED;
}

void FakeMemory::pass() {
    for (std::uint32_t number = 0; number < pages(); number++) {
        if (frameOf(number).merged)
            continue;
        if (items_.contains(number))
            unlink(number); // written since: its item is stale
        sp_page page{};
        page.hash = hash(frameOf(number).contents);
        page.place = placeOf(number);
        page.region = &regions_[number / SP_REGION_PAGES];
        page.index = number % SP_REGION_PAGES;
        sp_engine_page(&engine_, &page);
    }
    sp_engine_end_pass(&engine_);
}

std::uint32_t FakeMemory::possibleSharing() const {
    const std::set<std::uint32_t> distinct(expected_.begin(), expected_.end());
    return pages() - static_cast<std::uint32_t>(distinct.size());
}

std::uint32_t FakeMemory::actualSharing() const {
    const std::set<unsigned long> used(mapped_.begin(), mapped_.end());
    return pages() - static_cast<std::uint32_t>(used.size());
}

} // namespace samepage::test

extern "C" {

sp_glue_result sp_glue_merge_with_node(sp_engine*, sp_page* page, sp_stable_node* node) {
    return samepage::test::current->mergeWithNode(page, node);
}

sp_glue_result sp_glue_merge_pair(sp_engine*, sp_page* page, u64 place) {
    return samepage::test::current->mergePair(page, place);
}

} // extern "C"
