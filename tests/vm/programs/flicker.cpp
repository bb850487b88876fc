// SPDX-License-Identifier: GPL-2.0-or-later
//
// Memory that is nearly always equal to other memory, and is written at exactly the wrong moments:
// every page changes for some microseconds and changes back, again and again, so that merging it
// always looks worthwhile. A change that is lost between comparing and replacing a page shows at
// once, because it is read back.
//
//   flicker SECONDS [SEED [PAGES]]
//
// Ends with exit code 1 when a page holds something else than what was just written. Prints
// "ready" at the beginning and "ok N rounds" at the end; a round is a batch of pages.
#include "kept_memory.h"
#include "run.h"

#include <array>
#include <chrono>
#include <random>
#include <thread>

namespace {

using samepage::KeptMemory;
using samepage::kWords;

constexpr std::size_t kBatch = 8;
constexpr std::uint32_t kContents = 4; // different contents of pages

class Flicker {
public:
    Flicker(std::uint64_t seed, std::size_t pages)
        : rng_(seed)
        , memory_(pages) {
        for (std::size_t i = 0; i < pages; i++)
            memory_.fill(i, 1 + static_cast<std::uint32_t>(i % kContents));
    }

    void verifyAll() const { memory_.verifyAll("everything"); }

    void round() {
        struct Change {
            std::size_t page;
            std::size_t word;
        };
        std::array<Change, kBatch> changes{};
        const std::size_t first = rng_() % memory_.pages();
        for (std::size_t i = 0; i < kBatch; i++)
            changes[i] = {(first + i) % memory_.pages(), rng_() % kWords};
        for (const Change& change : changes)
            word(change.page, change.word) = ~before(change.page, change.word);
        for (const Change& change : changes)
            check(change.page, change.word, ~before(change.page, change.word), "a change");
        for (const Change& change : changes)
            word(change.page, change.word) = before(change.page, change.word);
        for (const Change& change : changes)
            check(change.page, change.word, before(change.page, change.word), "changing back");
    }

private:
    volatile std::uint64_t& word(std::size_t page, std::size_t index) const {
        return reinterpret_cast<volatile std::uint64_t*>(memory_.at(page))[index];
    }
    std::uint64_t before(std::size_t page, std::size_t index) const {
        return samepage::wordOf(memory_.expected(page), index);
    }
    void check(std::size_t page, std::size_t index, std::uint64_t expected, const char* after) {
        const std::uint64_t found = word(page, index);
        if (found == expected)
            return;
        std::fprintf(stderr,
                     "flicker %d: page %zu, word %zu: expected number %#lx, found %#lx, after %s\n",
                     getpid(), page, index, static_cast<unsigned long>(expected),
                     static_cast<unsigned long>(found), after);
        std::exit(1);
    }

    std::mt19937_64 rng_;
    KeptMemory memory_;
};

} // namespace

int main(int argc, char** argv) {
    samepage::Run run(argc, argv, 256);
    Flicker flicker(run.seed(), run.pages());
    unsigned long number = 0;
    const unsigned long rounds = run.repeat([&] {
        flicker.round();
        // In peace now and then, so that all of it is merged when the next change comes.
        if (number % 256 == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(number % 4096 == 0 ? 300 : 2));
        number++;
    });
    flicker.verifyAll();
    return samepage::Run::finish(rounds);
}
