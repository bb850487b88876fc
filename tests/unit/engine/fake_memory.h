// SPDX-License-Identifier: GPL-2.0-or-later
//
// Memory of several processes, as simple as can be: frames with contents, and
// mappings to them that are copied on write once shared. It is the glue that
// the engine works on, and the model that tests compare with.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <engine/engine.h>

namespace samepage::test {

class FakeMemory {
public:
    explicit FakeMemory(std::uint32_t mostSharing = 256);
    ~FakeMemory();
    FakeMemory(const FakeMemory&) = delete;
    FakeMemory& operator=(const FakeMemory&) = delete;

    using Process = std::uint32_t;

    /// A process with @p pages pages of zeroes of its own; its pages merge with those of @p domain.
    Process start(std::uint32_t pages, std::uint64_t domain = 0);
    /// Another process that shares every page of @p parent until one of them writes.
    Process fork(Process parent);
    void exit(Process process);
    bool lives(Process process) const { return processes_.contains(process); }
    std::uint32_t pages(Process process) const;

    /// Writes as a process does: into its own copy. Maps a page where there was none.
    void write(Process process, std::uint32_t page, std::uint32_t contents);
    /// Takes the page away; reading it is an error until it is written.
    void discard(Process process, std::uint32_t page);
    bool isMapped(Process process, std::uint32_t page) const;

    /// What the page holds now; what it must hold.
    std::uint32_t contents(Process process, std::uint32_t page) const;
    std::uint32_t expected(Process process, std::uint32_t page) const;

    /// One pass over everything.
    void pass();
    /// Whether passes come to this process (they do at first).
    void setLooking(Process process, bool looking) { processes_.at(process)->looking = looking; }
    /// Frees the merged pages that nobody maps any more.
    void prune();
    /// Moves a process to another domain, as the scanner does: what merged before is taken apart.
    void setDomain(Process process, std::uint64_t domain);
    /// Forgets all nodes as unloading does: pages stay merged among those who map them.
    void abandonNodes();

    /// Hashes take only 2^bits values: collisions at will.
    void limitHash(unsigned bits);
    /// Merges fail with this probability as if the page were in use.
    void setBusy(double probability) { busy_ = probability; }
    /// Looks again at pages that wait for a partner and were not written to, as without dirty bits.
    void setTrust(bool trust) { trust_ = trust; }
    /// The first allocation for every page that is looked at fails.
    void failAllocations(bool fail) { failing_ = fail; }
    /// Pages of this range [begin, end) of every process are in a huge page: only looked at.
    void setHuge(std::uint32_t begin, std::uint32_t end);

    sp_engine* engine() { return &engine_; }
    const sp_engine* engine() const { return &engine_; }
    std::uint64_t verdicts(sp_verdict verdict) const { return verdicts_.at(verdict); }

    /// Pages that could be spared if all that is equal within a domain were one, as far as
    /// max_page_sharing allows.
    std::uint64_t possibleSharing() const;
    /// Pages that hold what another page of their domain holds, and are not merged with it.
    std::uint64_t unmergedTwins() const;
    /// Pages that merging spares now (zero pages too).
    std::uint64_t actualSharing() const;

    /// What is wrong: contents that differ, domains that mix, counters that do not add up. Empty:
    /// nothing.
    std::string problem() const;

    // The glue's part.
    sp_glue_result mergeWithNode(sp_page* page, sp_stable_node* node);
    sp_glue_result mergePair(sp_page* page, sp_place partner);
    bool samePage(const sp_page* page, sp_place place) const;
    sp_glue_result mergeZero(sp_page* page);

private:
    struct Frame {
        std::uint32_t contents = 0;
        bool merged = false;
        unsigned mappings = 0;
    };
    struct Space {
        sp_owner owner{};
        std::vector<unsigned long> frames; // of each page; kUnmapped
        std::vector<std::uint32_t> expected;
        std::vector<bool> dirty; // written to since it was looked at
        std::vector<sp_region*> regions;
        bool looking = true;
    };
    struct Spot {
        Space* space;
        std::uint32_t page;
    };
    struct Candidate : sp_page {
        Spot spot;
    };

    static constexpr unsigned long kUnmapped = ~0UL;
    static constexpr unsigned long kZeroFrame = 1;
    static constexpr unsigned long kFirstFrame = 0x1000;

    std::uint64_t hash(std::uint32_t contents) const;
    unsigned long newFrame(std::uint32_t contents);
    void map(Spot spot, unsigned long frame);
    void unmap(Spot spot);
    unsigned long& frameOf(Spot spot) { return spot.space->frames[spot.page]; }
    Spot spotOf(sp_place place) const;
    sp_region* regionOf(Spot spot, bool make);
    void look(Spot spot);
    void lookAtMerged(Spot spot, sp_region* region);
    void forgetPage(sp_region* region, std::uint32_t page);
    void dropNode(sp_stable_node* node);
    void link(sp_stable_node* node, Spot spot);
    bool isBusy();
    bool isHuge(std::uint32_t page) const { return page >= hugeBegin_ && page < hugeEnd_; }
    std::string spaceProblem(const Space& space) const;
    std::string nodeProblem(const sp_stable_node* node) const;
    std::string counterProblem() const;

    unsigned hashBits_ = 64;
    double busy_ = 0;
    bool failing_ = false;
    bool trust_ = true;
    bool lookAtAll_ = false;
    std::uint32_t hugeBegin_ = 0;
    std::uint32_t hugeEnd_ = 0;
    std::mt19937 random_{7};
    unsigned long nextFrame_ = kFirstFrame;
    Process nextProcess_ = 0;
    std::map<unsigned long, Frame> frames_;
    std::map<Process, std::unique_ptr<Space>> processes_;
    std::map<sp_stable_node*, std::unique_ptr<sp_stable_node>> nodes_;
    std::vector<std::uint64_t> verdicts_ = std::vector<std::uint64_t>(SP_MATCH + 1);
    sp_engine engine_{};
};

} // namespace samepage::test
