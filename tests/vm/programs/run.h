// SPDX-License-Identifier: GPL-2.0-or-later
//
// How the programs that watch their memory are called, and what they say:
//
//   PROGRAM SECONDS [SEED [PAGES]]
//
// "ready" when their memory is there, "ok N rounds" at the end.
#ifndef SAMEPAGE_TESTS_VM_PROGRAMS_RUN_H
#define SAMEPAGE_TESTS_VM_PROGRAMS_RUN_H

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace samepage {

class Run {
public:
    // Ends the program with exit code 2 when there are too few arguments, or more than `most`.
    Run(int argc, char** argv, std::size_t pages, int most = 3, const char* more = "")
        : pages_(pages) {
        if (argc < 2 || argc > most + 1) {
            std::fprintf(stderr, "usage: %s SECONDS [SEED [PAGES%s]]\n", argv[0], more);
            std::exit(2);
        }
        seconds_ = std::chrono::seconds(std::atol(argv[1]));
        if (argc > 2)
            seed_ = std::strtoull(argv[2], nullptr, 10);
        if (argc > 3)
            pages_ = std::strtoul(argv[3], nullptr, 10);
    }

    std::uint64_t seed() const { return seed_; }
    std::size_t pages() const { return pages_; }

    // Now begins the time.
    void ready() {
        std::printf("ready\n");
        std::fflush(stdout);
        end_ = std::chrono::steady_clock::now() + seconds_;
    }
    bool goesOn() const { return std::chrono::steady_clock::now() < end_; }

    // Every `round()` there is time for; how many.
    template <typename Round>
    unsigned long repeat(Round round) {
        unsigned long rounds = 0;
        for (ready(); goesOn(); rounds++)
            round();
        return rounds;
    }

    // The exit code.
    static int finish(unsigned long rounds) {
        std::printf("ok %lu rounds\n", rounds);
        return 0;
    }

private:
    std::chrono::seconds seconds_{};
    std::uint64_t seed_ = 1;
    std::size_t pages_;
    std::chrono::steady_clock::time_point end_;
};

} // namespace samepage

#endif // SAMEPAGE_TESTS_VM_PROGRAMS_RUN_H
