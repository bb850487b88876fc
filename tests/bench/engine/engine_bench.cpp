// SPDX-License-Identifier: GPL-2.0-or-later
//
// The engine natively: nanoseconds and bytes a page, to tens of millions of
// pages, beside a red-black tree ordered by contents. Hashing is left out of
// both (it costs the same in both): this is about the index.
//
//   engine_bench [options of Google Benchmark]
//
// The largest size that fits into half of the memory that is available now is the last.
#include "content_tree.h"
#include "synthetic_pages.h"

#include <engine/engine.h>

#include <deque>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

// No allocation is made to fail here.
extern "C" {
unsigned long sp_shim_fail_alloc_in = 0;
}

namespace samepage::bench {
namespace {

// The glue: a page is a number, and merging is only counted.
class World {
public:
    explicit World(const SyntheticPages& pages)
        : pages_(pages) {
        current = this;
        sp_engine_init(&engine_, 1, 256);
        for (std::size_t first = 0; first < pages.count(); first += SP_REGION_PAGES)
            regions_.push_back(sp_region_alloc(&engine_.regions, &owner_, first));
    }
    ~World() {
        u64 cursor = 0;
        while (sp_stable_node* node = sp_stable_walk(&engine_.stable, &cursor)) {
            sp_stable_unlink_all(&engine_.stable, &engine_.regions, node);
            sp_stable_erase(&engine_.stable, node);
        }
        for (sp_region* region : regions_)
            sp_region_free(&engine_.regions, region);
        sp_engine_destroy(&engine_);
        current = nullptr;
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// @p trust: pages that wait and did not change are passed over, as dirty bits allow.
    void pass(bool trust) {
        for (std::size_t page = 0; page < pages_.count(); page++) {
            sp_region* region = regions_[page / SP_REGION_PAGES];
            const auto index = static_cast<unsigned>(page % SP_REGION_PAGES);
            const sp_kind kind = sp_word_kind(sp_region_word(region, index));
            if (kind == SP_MERGED_HERE || (trust && kind == SP_INDEXED))
                continue;
            if (!sp_region_prepare(&engine_.regions, region, index))
                throw std::bad_alloc();
            sp_page looked{};
            looked.hash = pages_.hash(page);
            looked.region = region;
            looked.index = index;
            sp_engine_page(&engine_, &looked);
        }
        sp_engine_end_pass(&engine_);
    }

    std::size_t merged() const { return sp_stable_pages_sharing(&engine_.stable); }
    std::size_t bytes() const {
        return sp_regions_bytes(&engine_.regions) + sp_unstable_bytes(&engine_.unstable) +
               sp_stable_bytes(&engine_.stable, sizeof(sp_stable_node));
    }

    sp_glue_result mergeWithNode(const sp_page* page, sp_stable_node* node) {
        const std::size_t other = sp_stable_frame(node);
        if (pages_.compare(pageOf(page), other) != 0)
            return SP_GLUE_DIFFERENT;
        if (!sp_stable_reserve(&engine_.stable, node, 1))
            return SP_GLUE_BUSY;
        link(node, sp_place_of(page->region, page->index));
        return SP_GLUE_MERGED;
    }
    sp_glue_result mergePair(const sp_page* page, sp_place partner) {
        const std::size_t one = pageOf(page);
        if (pages_.compare(one, pageOf(partner)) != 0)
            return SP_GLUE_DIFFERENT;
        sp_stable_node* node = &nodes_.emplace_back();
        sp_stable_insert(&engine_.stable, node, sp_page_key(page), page->scope, one);
        link(node, sp_place_of(page->region, page->index));
        link(node, partner);
        return SP_GLUE_MERGED;
    }

    static inline World* current = nullptr; // the glue functions know no context

private:
    static std::size_t pageOf(const sp_page* page) {
        return page->region->first_page + page->index;
    }
    std::size_t pageOf(sp_place place) const {
        return sp_place_region(&engine_.regions, place)->first_page + sp_place_index(place);
    }
    void link(sp_stable_node* node, sp_place place) {
        sp_stable_link(&engine_.stable, &engine_.regions, node, place);
    }

    const SyntheticPages& pages_;
    sp_owner owner_{};
    sp_engine engine_{};
    std::vector<sp_region*> regions_;
    std::deque<sp_stable_node> nodes_;
};

constexpr unsigned kIdenticalPercent = 50;
constexpr std::size_t kBytesAPage = 64 + 8 + 130; // first line, number, items and nodes of the tree

std::size_t availableBytes() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    std::size_t kib = 0;
    std::string unit;
    while (file >> name >> kib >> unit)
        if (name == "MemAvailable:")
            return kib * 1024;
    throw std::runtime_error("/proc/meminfo does not tell MemAvailable");
}

void tell(benchmark::State& state, const SyntheticPages& pages, std::size_t merged,
          std::size_t bytes) {
    if (merged != pages.possible())
        state.SkipWithError("merged " + std::to_string(merged) + " of " +
                            std::to_string(pages.possible()));
    state.counters["bytes/page"] = static_cast<double>(bytes) / static_cast<double>(pages.count());
    state.counters["pages/s"] = benchmark::Counter(static_cast<double>(pages.count()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
    state.counters["s/page"] = benchmark::Counter(static_cast<double>(pages.count()),
                                                  benchmark::Counter::kIsIterationInvariantRate |
                                                      benchmark::Counter::kInvert);
}

void engineMerges(benchmark::State& state, const SyntheticPages& pages) {
    std::unique_ptr<World> world;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        world = nullptr;
        world = std::make_unique<World>(pages);
        state.ResumeTiming();
        world->pass(true);
        world->pass(true);
    }
    tell(state, pages, world->merged(), world->bytes());
}

void treeMerges(benchmark::State& state, const SyntheticPages& pages) {
    std::unique_ptr<ContentTree> tree;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        tree = nullptr;
        tree = std::make_unique<ContentTree>(pages);
        state.ResumeTiming();
        tree->pass();
        tree->pass();
    }
    tell(state, pages, tree->merged(), tree->bytes());
}

void engineLaterPass(benchmark::State& state, const SyntheticPages& pages, bool trust) {
    World world(pages);
    for (int i = 0; i < 3; i++)
        world.pass(trust);
    for ([[maybe_unused]] auto _ : state)
        world.pass(trust);
    tell(state, pages, world.merged(), world.bytes());
}

void treeLaterPass(benchmark::State& state, const SyntheticPages& pages) {
    ContentTree tree(pages);
    for (int i = 0; i < 3; i++)
        tree.pass();
    for ([[maybe_unused]] auto _ : state)
        tree.pass();
    tell(state, pages, tree.merged(), tree.bytes());
}

// Each size's pages are made once, and given back before the next size.
const SyntheticPages& pagesOf(std::size_t count) {
    static std::unique_ptr<SyntheticPages> pages;
    if (pages == nullptr || pages->count() != count) {
        pages = nullptr;
        pages = std::make_unique<SyntheticPages>(count, kIdenticalPercent);
    }
    return *pages;
}

void registerSize(std::size_t count) {
    const std::string size = '/' + std::to_string(count);
    auto add = [&](const char* name, auto run) {
        benchmark::RegisterBenchmark(name + size, [count, run](benchmark::State& state) {
            run(state, pagesOf(count));
        })->Unit(benchmark::kMillisecond);
    };
    add("merge_all/engine", engineMerges);
    add("merge_all/tree", treeMerges);
    add("later_pass/engine", [](benchmark::State& state, const SyntheticPages& pages) {
        engineLaterPass(state, pages, true);
    });
    add("later_pass/engine_looking_at_all",
        [](benchmark::State& state, const SyntheticPages& pages) {
            engineLaterPass(state, pages, false);
        });
    add("later_pass/tree", treeLaterPass);
}

} // namespace
} // namespace samepage::bench

extern "C" {

sp_glue_result sp_glue_merge_with_node(sp_engine*, sp_page* page, sp_stable_node* node) {
    return samepage::bench::World::current->mergeWithNode(page, node);
}

sp_glue_result sp_glue_merge_pair(sp_engine*, sp_page* page, sp_place partner) {
    return samepage::bench::World::current->mergePair(page, partner);
}

bool sp_glue_same_page(sp_engine*, const sp_page*, sp_place) {
    return false; // nobody forks here
}

sp_glue_result sp_glue_merge_zero(sp_engine*, sp_page*) {
    return SP_GLUE_BUSY; // there are no pages of zeroes here
}

} // extern "C"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    const std::size_t room = samepage::bench::availableBytes() / 2 / samepage::bench::kBytesAPage;
    for (const std::size_t count : {65536UL, 1UL << 20, 4UL << 20, 16UL << 20, 48UL << 20})
        if (count <= room)
            samepage::bench::registerSize(count);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
