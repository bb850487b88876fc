// SPDX-License-Identifier: GPL-2.0-or-later
//
// Any sequence of what processes and the scanner do: contents, domains and
// counters must be right after every pass, and everything equal must be merged
// once all is quiet.
#include "input.h"

#include <fake_memory.h>

#include <cstdint>
#include <vector>

namespace {

using samepage::fuzz::Input;
using samepage::fuzz::require;
using samepage::test::FakeMemory;

constexpr std::size_t kMostProcesses = 6;
constexpr std::uint32_t kMostPages = 560; // more than a region
constexpr int kQuietPasses = 16;          // left alone for some, looked at twice, and some more

class Run {
public:
    explicit Run(Input input)
        : input_(input)
        , memory_(input_.below(5) == 0 ? 2 + input_.below(6) : 1U << 20) {
        const std::uint32_t settings = input_.byte();
        exact_ = memory_.engine()->stable.max_places > kMostPages * kMostProcesses;
        memory_.engine()->use_zero_pages = (settings & 1) != 0;
        memory_.engine()->smart_scan = (settings & 2) != 0;
        memory_.setTrust((settings & 4) != 0);
        if ((settings & 24) == 8) { // collisions: whoever waits may miss its twin for a while
            memory_.limitHash(1 + input_.below(12));
            exact_ = false;
        }
    }

    void run() {
        while (!input_.empty())
            step();
        memory_.setBusy(0);
        for (int i = 1; i < kQuietPasses; i++)
            memory_.pass();
        pass();
        if (exact_)
            require(memory_.unmergedTwins() == 0, "not all that is equal is merged");
        for (const auto process : processes_)
            memory_.exit(process);
        memory_.prune();
        const sp_engine* engine = memory_.engine();
        require(engine->stable.n_nodes == 0 && engine->stable.n_places == 0 &&
                    engine->regions.n == 0,
                "something is left when everybody is gone");
        require(engine->stable.n_chain_records == 0 && engine->stable.array_bytes == 0,
                "memory is left behind");
    }

private:
    void step() {
        switch (input_.below(16)) {
        case 0:
            if (processes_.size() < kMostProcesses) {
                // Small ones mostly: these are fast.
                const std::uint32_t pages =
                    1 + input_.below(input_.below(8) == 0 ? kMostPages : 90);
                processes_.push_back(memory_.start(pages, input_.below(3)));
            }
            break;
        case 1:
            if (processes_.size() < kMostProcesses && !processes_.empty())
                processes_.push_back(memory_.fork(pick()));
            break;
        case 2:
            if (!processes_.empty()) {
                const std::size_t index =
                    input_.below(static_cast<std::uint32_t>(processes_.size()));
                memory_.exit(processes_[index]);
                processes_.erase(processes_.begin() + static_cast<std::ptrdiff_t>(index));
            }
            break;
        case 3:
            memory_.prune();
            break;
        case 4:
            memory_.setBusy(input_.below(4) * 0.25);
            break;
        case 5:
            // Some allocation until the end of the next pass fails.
            failing_ = 1 + input_.below(64);
            break;
        case 6:
            memory_.abandonNodes();
            break;
        case 7:
            if (!processes_.empty()) {
                const auto process = pick();
                memory_.setDomain(process, input_.below(3));
                sp_engine_forget(memory_.engine());
            }
            break;
        case 8:
            forEachPage([this](auto process, auto page) { memory_.discard(process, page); });
            break;
        case 9:
        case 10:
        case 11:
            pass();
            break;
        default: {
            const std::uint32_t contents = input_.below(24);
            const std::uint32_t stride = input_.below(3);
            std::uint32_t step = 0;
            forEachPage([&](auto process, auto page) {
                memory_.write(process, page, contents + stride * step++);
            });
        }
        }
    }

    void pass() {
        sp_shim_fail_alloc_in = failing_;
        memory_.pass();
        sp_shim_fail_alloc_in = 0;
        failing_ = 0;
        require(memory_.problem().empty(), memory_.problem().c_str());
    }

    FakeMemory::Process pick() {
        return processes_[input_.below(static_cast<std::uint32_t>(processes_.size()))];
    }

    template <typename Do>
    void forEachPage(Do what) {
        if (processes_.empty())
            return;
        const auto process = pick();
        const std::uint32_t pages = memory_.pages(process);
        const std::uint32_t first = input_.below(kMostPages) % pages;
        const std::uint32_t count = 1 + input_.below(64);
        for (std::uint32_t page = first; page < pages && page < first + count; page++)
            what(process, page);
    }

    Input input_;
    FakeMemory memory_;
    bool exact_ = true;
    unsigned long failing_ = 0;
    std::vector<FakeMemory::Process> processes_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Run({data, size}).run();
    return 0;
}
