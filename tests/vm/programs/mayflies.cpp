// SPDX-License-Identifier: GPL-2.0-or-later
//
// Processes that come and go all the time while somebody merges them: each fills memory with twins
// of what the others hold, makes it mergeable in one way or another, forks, executes itself, and
// ends by itself or by SIGKILL at any moment.
//
//   mayflies SECONDS [SEED]
//
// Ends with exit code 1 when one of them found its memory changed. Prints "ready" at the beginning
// and "ok N rounds" at the end; a round is a process.
#include "kept_memory.h"

#include <chrono>
#include <csignal>
#include <list>
#include <random>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>

namespace {

using samepage::die;
using samepage::KeptMemory;
using samepage::kPage;
using samepage::kTwins;
using Clock = std::chrono::steady_clock;

constexpr int kMostLives = 4;

// One process: what it does, until it ends or is killed. A new life after exec has one life less.
[[noreturn]] void live(std::uint64_t seed, int lives) {
    std::mt19937_64 rng(seed);
    const auto below = [&rng](std::size_t n) { return rng() % n; };
    const auto rest = [&] { std::this_thread::sleep_for(std::chrono::milliseconds(below(60))); };

    switch (below(4)) { // what an ancestor has set stays otherwise
    case 0:
        prctl(PR_SET_MEMORY_MERGE, 1, 0, 0, 0);
        break;
    case 1:
        prctl(PR_SET_MEMORY_MERGE, 0, 0, 0, 0);
        break;
    default:
        break;
    }
    KeptMemory memory(64 + below(1500));
    if (below(2) != 0)
        madvise(memory.at(0), memory.pages() * kPage, MADV_MERGEABLE);
    if (below(2) != 0)
        madvise(memory.at(0), memory.pages() * kPage, MADV_HUGEPAGE);
    for (std::size_t i = 0; i < memory.pages(); i++)
        memory.fill(i, static_cast<std::uint32_t>(i % (kTwins + 1)));
    std::vector<std::uint32_t> account = memory.account();
    const bool child = below(3) == 0 && fork() == 0;
    if (child)
        memory.keepOwnAccount(account);
    rest();
    memory.verifyAll(child ? "fork, in the child" : "some time");
    if (below(2) != 0)
        for (std::size_t i = 0; i < memory.pages(); i += 1 + below(40))
            memory.fill(i, static_cast<std::uint32_t>(below(kTwins + 1)));
    memory.verifyAll("writing");
    if (lives > 0 && below(2) != 0) {
        const std::string words[] = {std::to_string(rng()), std::to_string(lives - 1)};
        execl("/proc/self/exe", "mayflies", "life", words[0].c_str(), words[1].c_str(), nullptr);
        die("exec");
    }
    rest();
    std::_Exit(0);
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::strcmp(argv[1], "life") == 0)
        live(std::strtoull(argv[2], nullptr, 10), std::atoi(argv[3]));
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "usage: mayflies SECONDS [SEED]\n");
        return 2;
    }
    const auto end = Clock::now() + std::chrono::seconds(std::atol(argv[1]));
    std::mt19937_64 rng(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); // children of those who die first are watched too
    std::printf("ready\n");
    std::fflush(stdout);

    struct Life {
        pid_t process;
        Clock::time_point killAt;
    };
    std::list<Life> lives;
    unsigned long rounds = 0;
    while (Clock::now() < end || !lives.empty()) {
        while (Clock::now() < end && lives.size() < 3) {
            const std::uint64_t seed = rng();
            const pid_t process = fork();
            if (process < 0)
                die("fork");
            if (process == 0)
                live(seed, kMostLives);
            lives.push_back({process, Clock::now() + std::chrono::milliseconds(rng() % 2000)});
            rounds++;
        }
        for (const Life& life : lives)
            if (Clock::now() > life.killAt)
                kill(life.process, SIGKILL);
        int status = 0;
        for (pid_t ended = 0; (ended = waitpid(-1, &status, WNOHANG)) > 0;) {
            if (status != 0 && (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)) {
                std::fprintf(stderr, "mayflies %d: a process ended with status %#x\n", getpid(),
                             static_cast<unsigned>(status));
                return 1;
            }
            lives.remove_if([ended](const Life& life) { return life.process == ended; });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::printf("ok %lu rounds\n", rounds);
    return 0;
}
