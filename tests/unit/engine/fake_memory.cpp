// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_memory.h"

#include <algorithm>
#include <set>
#include <stdexcept>

// What the shim asks of user space: which allocation from now on fails.
extern "C" {
unsigned long sp_shim_fail_alloc_in = 0;
}

namespace samepage::test {
namespace {

FakeMemory* current = nullptr; // the glue functions of the engine know no context

std::string numbers(const char* what, std::uint64_t is, std::uint64_t should) {
    if (is == should)
        return {};
    return std::string(what) + " is " + std::to_string(is) + ", should be " +
           std::to_string(should);
}

} // namespace

FakeMemory::FakeMemory(std::uint32_t mostSharing) {
    current = this;
    sp_engine_init(&engine_, 42, mostSharing);
    frames_[kZeroFrame] = Frame{};
    engine_.zero_hash = hash(0);
}

FakeMemory::~FakeMemory() {
    sp_shim_fail_alloc_in = 0;
    while (!processes_.empty())
        exit(processes_.begin()->first);
    while (!nodes_.empty())
        dropNode(nodes_.begin()->first);
    sp_engine_destroy(&engine_);
    current = nullptr;
}

void FakeMemory::limitHash(unsigned bits) {
    hashBits_ = bits;
    engine_.zero_hash = hash(0);
}

void FakeMemory::setHuge(std::uint32_t begin, std::uint32_t end) {
    hugeBegin_ = begin;
    hugeEnd_ = end;
    lookAtAll_ = true; // what splits a huge page looks at all of it
}

std::uint64_t FakeMemory::hash(std::uint32_t contents) const {
    const std::uint64_t bytes = contents;
    const std::uint64_t full = sp_hash_bytes(&bytes, sizeof(bytes), engine_.seed);
    return hashBits_ < 64 ? full << (64 - hashBits_) : full;
}

// Processes

FakeMemory::Process FakeMemory::start(std::uint32_t pages, std::uint64_t domain) {
    auto space = std::make_unique<Space>();
    space->owner.domain = domain;
    space->frames.assign(pages, kUnmapped);
    space->expected.assign(pages, 0);
    space->dirty.assign(pages, true);
    space->regions.assign(pages / SP_REGION_PAGES + 1, nullptr);
    for (std::uint32_t page = 0; page < pages; page++)
        map({space.get(), page}, newFrame(0));
    processes_.emplace(nextProcess_, std::move(space));
    return nextProcess_++;
}

FakeMemory::Process FakeMemory::fork(Process parent) {
    const Space& from = *processes_.at(parent);
    auto space = std::make_unique<Space>();
    space->owner.domain = from.owner.domain;
    space->frames.assign(from.frames.size(), kUnmapped);
    space->expected = from.expected;
    space->dirty.assign(from.frames.size(), false);
    space->regions.assign(from.regions.size(), nullptr);
    for (std::uint32_t page = 0; page < from.frames.size(); page++)
        if (from.frames[page] != kUnmapped)
            map({space.get(), page}, from.frames[page]);
    processes_.emplace(nextProcess_, std::move(space));
    return nextProcess_++;
}

void FakeMemory::exit(Process process) {
    Space& space = *processes_.at(process);
    for (std::uint32_t page = 0; page < space.frames.size(); page++) {
        if (sp_region* region = regionOf({&space, page}, false); region != nullptr)
            forgetPage(region, page);
        unmap({&space, page});
    }
    for (sp_region* region : space.regions)
        if (region != nullptr)
            sp_region_free(&engine_.regions, region);
    processes_.erase(process);
}

std::uint32_t FakeMemory::pages(Process process) const {
    return static_cast<std::uint32_t>(processes_.at(process)->frames.size());
}

void FakeMemory::write(Process process, std::uint32_t page, std::uint32_t contents) {
    Space& space = *processes_.at(process);
    const Spot spot{&space, page};
    const unsigned long old = frameOf(spot);
    space.expected[page] = contents;
    space.dirty[page] = true;
    if (old == kUnmapped || old == kZeroFrame || frames_.at(old).merged ||
        frames_.at(old).mappings > 1) {
        unmap(spot);
        map(spot, newFrame(contents));
    } else {
        frames_.at(old).contents = contents;
    }
}

void FakeMemory::discard(Process process, std::uint32_t page) {
    unmap({processes_.at(process).get(), page});
}

bool FakeMemory::isMapped(Process process, std::uint32_t page) const {
    return processes_.at(process)->frames[page] != kUnmapped;
}

std::uint32_t FakeMemory::contents(Process process, std::uint32_t page) const {
    return frames_.at(processes_.at(process)->frames[page]).contents;
}

std::uint32_t FakeMemory::expected(Process process, std::uint32_t page) const {
    return processes_.at(process)->expected[page];
}

// Frames

unsigned long FakeMemory::newFrame(std::uint32_t contents) {
    frames_[nextFrame_] = Frame{contents, false, 0};
    return nextFrame_++;
}

void FakeMemory::map(Spot spot, unsigned long frame) {
    frameOf(spot) = frame;
    frames_.at(frame).mappings++;
}

void FakeMemory::unmap(Spot spot) {
    const unsigned long frame = frameOf(spot);
    if (frame == kUnmapped)
        return;
    frameOf(spot) = kUnmapped;
    Frame& was = frames_.at(frame);
    // A merged frame outlives its mappings until its node lets it go.
    if (--was.mappings == 0 && frame != kZeroFrame &&
        sp_stable_by_frame(&engine_.stable, frame) == nullptr)
        frames_.erase(frame);
}

// What the engine knows of them

FakeMemory::Spot FakeMemory::spotOf(sp_place place) const {
    const sp_region* region = sp_place_region(&engine_.regions, place);
    if (region == nullptr)
        throw std::logic_error("the engine names a place in a region that is gone");
    for (const auto& [number, space] : processes_)
        if (&space->owner == region->owner)
            return {space.get(),
                    static_cast<std::uint32_t>(region->first_page) + sp_place_index(place)};
    throw std::logic_error("the engine names a place of a process that is gone");
}

sp_region* FakeMemory::regionOf(Spot spot, bool make) {
    sp_region*& region = spot.space->regions[spot.page / SP_REGION_PAGES];
    if (region == nullptr && make)
        region = sp_region_alloc(&engine_.regions, &spot.space->owner,
                                 spot.page - spot.page % SP_REGION_PAGES);
    return region;
}

void FakeMemory::forgetPage(sp_region* region, std::uint32_t page) {
    sp_engine_forget_page(&engine_, region, page % SP_REGION_PAGES);
}

void FakeMemory::dropNode(sp_stable_node* node) {
    const unsigned long frame = sp_stable_frame(node);
    sp_stable_unlink_all(&engine_.stable, &engine_.regions, node);
    sp_stable_erase(&engine_.stable, node);
    nodes_.erase(node);
    if (frames_.at(frame).mappings == 0)
        frames_.erase(frame);
}

void FakeMemory::prune() {
    u64 cursor = 0;
    while (sp_stable_node* node = sp_stable_walk(&engine_.stable, &cursor))
        if (frames_.at(sp_stable_frame(node)).mappings == 0)
            dropNode(node);
}

void FakeMemory::abandonNodes() {
    while (!nodes_.empty())
        dropNode(nodes_.begin()->first);
}

void FakeMemory::setDomain(Process process, std::uint64_t domain) {
    Space& space = *processes_.at(process);
    space.owner.domain = domain;
    for (std::uint32_t page = 0; page < space.frames.size(); page++) {
        const Spot spot{&space, page};
        const unsigned long frame = frameOf(spot);
        if (sp_region* region = regionOf(spot, false); region != nullptr)
            forgetPage(region, page);
        if (frame == kUnmapped || frame == kZeroFrame || !frames_.at(frame).merged)
            continue;
        const std::uint32_t contents = frames_.at(frame).contents;
        unmap(spot);
        map(spot, newFrame(contents));
    }
}

// A pass

void FakeMemory::look(Spot spot) {
    const unsigned long frame = frameOf(spot);
    sp_region* region = regionOf(spot, frame != kUnmapped);
    if (region == nullptr)
        return; // nothing known, or no memory to know it
    const unsigned int index = spot.page % SP_REGION_PAGES;
    const u32 word = sp_region_word(region, index);
    if (frame == kUnmapped || frame == kZeroFrame) {
        forgetPage(region, spot.page);
        return;
    }
    if (frames_.at(frame).merged) {
        if (sp_word_kind(word) != SP_MERGED_HERE || sp_word_frame(word) != frame)
            lookAtMerged(spot, region);
        return;
    }
    if (sp_word_kind(word) == SP_MERGED_HERE)
        forgetPage(region, spot.page); // written since
    if (engine_.smart_scan && sp_word_kind(word) == SP_SEEN && sp_word_skip(word) != 0) {
        sp_region_count_skip(region, index);
        engine_.pages_skipped++;
        return;
    }
    if (trust_ && !lookAtAll_ && sp_word_kind(word) == SP_INDEXED &&
        !spot.space->dirty[spot.page]) {
        engine_.pages_skipped++;
        return;
    }
    spot.space->dirty[spot.page] = false;
    if (!sp_region_prepare(&engine_.regions, region, index))
        return;
    Candidate candidate{};
    candidate.hash = hash(frames_.at(frame).contents);
    candidate.scope = spot.space->owner.domain;
    candidate.region = region;
    candidate.index = index;
    candidate.look_only = isHuge(spot.page);
    candidate.also_mapped = frames_.at(frameOf(spot)).mappings > 1;
    candidate.spot = spot;
    verdicts_.at(sp_engine_page(&engine_, &candidate))++;
}

// A merged page that is not known here: inherited over fork, or left over.
void FakeMemory::lookAtMerged(Spot spot, sp_region* region) {
    const unsigned long frame = frameOf(spot);
    forgetPage(region, spot.page);
    sp_stable_node* node = sp_stable_by_frame(&engine_.stable, frame);
    if (node == nullptr) {
        const u64 key = sp_key(hash(frames_.at(frame).contents), spot.space->owner.domain);
        auto made = std::make_unique<sp_stable_node>();
        node = made.get();
        nodes_.emplace(node, std::move(made));
        sp_stable_insert(&engine_.stable, node, key, spot.space->owner.domain, frame);
        sp_engine_offer(&engine_, key);
    }
    if (node->scope != spot.space->owner.domain)
        return;
    if (sp_region_prepare(&engine_.regions, region, spot.page % SP_REGION_PAGES) &&
        sp_stable_reserve(&engine_.stable, node, 1))
        link(node, spot);
}

void FakeMemory::pass() {
    for (const auto& [number, space] : processes_)
        for (std::uint32_t page = 0; space->looking && page < space->frames.size(); page++) {
            if (failing_)
                sp_shim_fail_alloc_in = 1;
            look({space.get(), page});
            if (failing_)
                sp_shim_fail_alloc_in = 0;
        }
    lookAtAll_ = false;
    sp_engine_end_pass(&engine_);
}

void FakeMemory::link(sp_stable_node* node, Spot spot) {
    const sp_region* region = spot.space->regions.at(spot.page / SP_REGION_PAGES);
    sp_stable_link(&engine_.stable, &engine_.regions, node,
                   sp_place_of(region, spot.page % SP_REGION_PAGES));
}

bool FakeMemory::isBusy() {
    return busy_ > 0 && std::uniform_real_distribution<>(0, 1)(random_) < busy_;
}

sp_glue_result FakeMemory::mergeWithNode(sp_page* page, sp_stable_node* node) {
    const Spot spot = static_cast<Candidate*>(page)->spot;
    const unsigned long frame = sp_stable_frame(node);
    if (node->scope != page->scope)
        throw std::logic_error("the engine offers a merged page of another scope");
    if (node->n_places >= engine_.stable.max_places)
        throw std::logic_error("the engine offers a merged page that is full");
    if (frames_.at(frame).mappings == 0) {
        dropNode(node);
        return SP_GLUE_GONE;
    }
    if (frames_.at(frameOf(spot)).contents != frames_.at(frame).contents)
        return SP_GLUE_DIFFERENT;
    if (isBusy() || !sp_stable_reserve(&engine_.stable, node, 1))
        return SP_GLUE_BUSY;
    unmap(spot);
    map(spot, frame);
    link(node, spot);
    return SP_GLUE_MERGED;
}

sp_glue_result FakeMemory::mergePair(sp_page* page, sp_place partner) {
    const Spot spot = static_cast<Candidate*>(page)->spot;
    const Spot other = spotOf(partner);
    if (spot.space == other.space && spot.page == other.page)
        throw std::logic_error("the engine offers a page to itself");
    if (other.space->owner.domain != page->scope)
        throw std::logic_error("the engine offers a page of another domain");
    if (frameOf(other) == kUnmapped || frameOf(other) == kZeroFrame ||
        frames_.at(frameOf(other)).merged)
        return SP_GLUE_GONE;
    if (frameOf(other) == frameOf(spot) ||
        frames_.at(frameOf(spot)).contents != frames_.at(frameOf(other)).contents)
        return SP_GLUE_DIFFERENT;
    if (isBusy())
        return SP_GLUE_BUSY;
    auto made = std::make_unique<sp_stable_node>();
    sp_stable_node* node = made.get();
    nodes_.emplace(node, std::move(made));
    const unsigned long frame = frameOf(spot);
    frames_.at(frame).merged = true;
    sp_stable_insert(&engine_.stable, node, sp_page_key(page), page->scope, frame);
    link(node, spot);
    unmap(other);
    map(other, frame);
    link(node, other);
    return SP_GLUE_MERGED;
}

bool FakeMemory::samePage(const sp_page* page, sp_place place) const {
    const Spot spot = static_cast<const Candidate*>(page)->spot;
    const Spot other = spotOf(place);
    return spot.space->frames.at(spot.page) == other.space->frames.at(other.page);
}

sp_glue_result FakeMemory::mergeZero(sp_page* page) {
    const Spot spot = static_cast<Candidate*>(page)->spot;
    if (frames_.at(frameOf(spot)).contents != 0)
        return SP_GLUE_DIFFERENT;
    if (isBusy())
        return SP_GLUE_BUSY;
    unmap(spot);
    map(spot, kZeroFrame);
    return SP_GLUE_MERGED;
}

// What must hold

std::uint64_t FakeMemory::possibleSharing() const {
    // Pages that a fork shares are one page already, whatever they hold.
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint64_t> mappings;
    for (const auto& [number, space] : processes_)
        for (std::uint32_t page = 0; page < space->frames.size(); page++)
            if (space->frames[page] != kUnmapped && !isHuge(page))
                mappings[{space->owner.domain, space->expected[page]}]++;
    std::uint64_t possible = 0;
    for (const auto& [what, count] : mappings) {
        if (what.second == 0 && engine_.use_zero_pages)
            possible += count;
        else if (!engine_.zero_pages_only)
            possible += count - (count + engine_.stable.max_places - 1) / engine_.stable.max_places;
    }
    return possible;
}

std::uint64_t FakeMemory::unmergedTwins() const {
    struct Holders {
        std::set<unsigned long> single;
        bool merged = false;
    };
    std::map<std::pair<std::uint64_t, std::uint32_t>, Holders> holders;
    for (const auto& [number, space] : processes_)
        for (std::uint32_t page = 0; page < space->frames.size(); page++) {
            const unsigned long frame = space->frames[page];
            if (frame == kUnmapped || frame == kZeroFrame || isHuge(page))
                continue;
            Holders& those = holders[{space->owner.domain, space->expected[page]}];
            const sp_stable_node* node = sp_stable_by_frame(&engine_.stable, frame);
            if (!frames_.at(frame).merged)
                those.single.insert(frame);
            else if (node != nullptr && node->offered != 0 && node->scope == space->owner.domain)
                those.merged = true;
        }
    std::uint64_t twins = 0;
    for (const auto& [what, those] : holders) {
        const bool all = those.merged || (what.second == 0 && engine_.use_zero_pages);
        twins += all || those.single.empty() ? those.single.size() : those.single.size() - 1;
    }
    return twins;
}

std::uint64_t FakeMemory::actualSharing() const {
    std::uint64_t sharing = frames_.at(kZeroFrame).mappings;
    for (const auto& [number, frame] : frames_)
        if (number != kZeroFrame && frame.merged && frame.mappings != 0)
            sharing += frame.mappings - 1;
    return sharing;
}

std::string FakeMemory::problem() const {
    for (const auto& [number, space] : processes_)
        if (const std::string what = spaceProblem(*space); !what.empty())
            return "process " + std::to_string(number) + ": " + what;
    for (const auto& [node, owned] : nodes_)
        if (const std::string what = nodeProblem(node); !what.empty())
            return what;
    return counterProblem();
}

std::string FakeMemory::spaceProblem(const Space& space) const {
    sp_tally tally{};
    for (std::uint32_t page = 0; page < space.frames.size(); page++) {
        if (space.frames[page] != kUnmapped &&
            frames_.at(space.frames[page]).contents != space.expected[page])
            return "page " + std::to_string(page) + " holds something else";
        const sp_region* region = space.regions[page / SP_REGION_PAGES];
        if (region == nullptr)
            continue;
        switch (sp_word_kind(sp_region_word(region, page % SP_REGION_PAGES))) {
        case SP_SEEN:
            tally.seen++;
            break;
        case SP_INDEXED:
            tally.indexed++;
            break;
        case SP_MERGED_HERE:
            tally.merged++;
            break;
        default:
            break;
        }
    }
    std::string what = numbers("tally.seen", space.owner.tally.seen, tally.seen);
    what += numbers("tally.indexed", space.owner.tally.indexed, tally.indexed);
    what += numbers("tally.merged", space.owner.tally.merged, tally.merged);
    for (const sp_region* region : space.regions) {
        if (region == nullptr)
            continue;
        std::uint64_t tracked = 0;
        std::uint64_t merged = 0;
        for (unsigned int index = 0; index < SP_REGION_PAGES; index++) {
            const u32 word = sp_region_word(region, index);
            tracked += word != 0 ? 1 : 0;
            merged += sp_word_kind(word) == SP_MERGED_HERE ? 1 : 0;
        }
        what += numbers("n_tracked", region->n_tracked, tracked);
        what += numbers("n_merged", region->n_merged, merged);
    }
    return what;
}

std::string FakeMemory::nodeProblem(const sp_stable_node* node) const {
    const unsigned long frame = sp_stable_frame(node);
    const std::string name = "node of frame " + std::to_string(frame);
    if (sp_stable_by_frame(&engine_.stable, frame) != node)
        return name + " is not found by its frame";
    if (!frames_.at(frame).merged)
        return name + " stands for a page that is not merged";
    if ((node->offered != 0) != (node->n_places < engine_.stable.max_places))
        return name +
               (node->offered != 0 ? " is full and offered" : " has room and is not offered");
    std::set<sp_place> seen;
    for (u32 i = 0; i < node->n_places; i++) {
        const sp_place place = sp_stable_places(node)[i];
        const sp_region* region = sp_place_region(&engine_.regions, place);
        if (!seen.insert(place).second)
            return name + " knows a place twice";
        if (region == nullptr ||
            sp_region_word(region, sp_place_index(place)) != sp_word_merged(frame))
            return name + " knows a place that does not know it";
        if (region->owner->domain != node->scope)
            return name + " is mapped by another domain";
    }
    return {};
}

std::string FakeMemory::counterProblem() const {
    const sp_stable& stable = engine_.stable;
    std::uint64_t shared = 0;
    std::uint64_t places = 0;
    std::uint64_t arrays = 0;
    std::map<u64, std::pair<std::uint64_t, std::uint64_t>> chains; // key: nodes, of these chained
    for (const auto& [node, owned] : nodes_) {
        shared += node->n_places != 0 ? 1 : 0;
        places += node->n_places;
        arrays += sp_stable_capacity(node) > SP_INLINE_PLACES
                      ? sp_stable_capacity(node) * sizeof(sp_place)
                      : 0;
        auto& chain = chains[node->by_content.key];
        chain.first++;
        chain.second += node->chained;
    }
    std::uint64_t nChains = 0;
    std::uint64_t nDups = 0;
    for (const auto& [key, chain] : chains) {
        nChains += chain.second > 1 ? 1 : 0;
        nDups += chain.second > 1 ? chain.second : 0;
    }
    sp_tally tally{};
    std::uint64_t regions = 0;
    std::uint64_t blocks = 0;
    for (const auto& [number, space] : processes_) {
        tally.seen += space->owner.tally.seen;
        tally.indexed += space->owner.tally.indexed;
        tally.merged += space->owner.tally.merged;
        for (const sp_region* region : space->regions) {
            regions += region != nullptr ? 1 : 0;
            for (unsigned i = 0; region != nullptr && i < SP_REGION_BLOCKS; i++)
                blocks += region->blocks[i] != nullptr ? 1 : 0;
        }
    }
    std::string what = numbers("n_nodes", stable.n_nodes, nodes_.size());
    what += numbers("n_shared", stable.n_shared, shared);
    what += numbers("n_places", stable.n_places, places);
    what += numbers("array_bytes", stable.array_bytes, arrays);
    what += numbers("n_chains", stable.n_chains, nChains);
    what += numbers("n_dups", stable.n_dups, nDups);
    what += numbers("seen", engine_.regions.tally.seen, tally.seen);
    what += numbers("indexed", engine_.regions.tally.indexed, tally.indexed);
    what += numbers("merged", engine_.regions.tally.merged, tally.merged);
    what += numbers("places and words", stable.n_places, tally.merged);
    what += numbers("regions", engine_.regions.n, regions);
    what += numbers("blocks", engine_.regions.n_blocks, blocks);
    return what;
}

} // namespace samepage::test

extern "C" {

sp_glue_result sp_glue_merge_with_node(sp_engine*, sp_page* page, sp_stable_node* node) {
    return samepage::test::current->mergeWithNode(page, node);
}

sp_glue_result sp_glue_merge_pair(sp_engine*, sp_page* page, sp_place partner) {
    return samepage::test::current->mergePair(page, partner);
}

bool sp_glue_same_page(sp_engine*, const sp_page* page, sp_place place) {
    return samepage::test::current->samePage(page, place);
}

sp_glue_result sp_glue_merge_zero(sp_engine*, sp_page* page) {
    return samepage::test::current->mergeZero(page);
}

} // extern "C"
