// SPDX-License-Identifier: GPL-2.0-or-later
// The service killed while it writes, again and again.
#include "history/history.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <limits>
#include <map>
#include <random>

namespace samepage {
namespace {

constexpr std::uint64_t start = 1'795'200'000 * usecPerSecond;
constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();

// Small, so that it also dies while the log is copied into the file.
constexpr std::uint64_t maxBytes = std::uint64_t{4} << 20;

History open(const TempTree& tree) {
    // The clock stands still: nothing becomes too old.
    return History({tree.root(), maxBytes}, [] { return start; });
}

/// Writes one sample after the other, and tells each that is safe. Never ends.
[[noreturn]] void writeOn(const TempTree& tree, std::uint64_t next, int acknowledge) {
    History history = open(tree);
    while (true) {
        history.record(start + next * usecPerSecond, {{"saved_bytes", next * 3}});
        history.note("marked", EventProcess{static_cast<std::uint32_t>(next), 1, 1000, true, "x"});
        if (!history.flush() || ::write(acknowledge, &next, sizeof(next)) != sizeof(next))
            ::_exit(1);
        ++next;
    }
}

TEST(KillNine, NothingThatWasSafeIsLost) {
    const TempTree tree;
    std::mt19937 random(20261121);
    std::uint64_t next = 0; // the first that was never begun
    std::uint64_t safe = 0; // how many there are for sure
    std::map<std::uint64_t, bool> unsure;
    for (int round = 0; round < 50; ++round) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0)
            writeOn(tree, next, pipe[1]);
        ::close(pipe[1]);
        std::uint64_t told = 0;
        const std::size_t enough = 1 + random() % 20;
        for (std::size_t i = 0; i < enough; ++i)
            ASSERT_EQ(::read(pipe[0], &told, sizeof(told)), ssize_t{sizeof(told)});
        ::usleep(static_cast<useconds_t>(random() % 4000));
        ::kill(child, SIGKILL);
        while (::read(pipe[0], &told, sizeof(told)) == ssize_t{sizeof(told)}) {
        }
        ::close(pipe[0]);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself";

        safe += told + 1 - next;
        unsure[told + 1] = true; // may have been on its way
        next = told + 2;
    }

    History history = open(tree);
    const Points points = history.query(0, forever, 100'000, chooseMetrics({"saved_bytes"}));
    std::size_t found = 0;
    for (std::size_t i = 0; i < points.times.size(); ++i) {
        const std::uint64_t number = (points.times[i] - start) / usecPerSecond;
        EXPECT_EQ(points.values[0][i], static_cast<double>(number * 3));
        found += unsure.contains(number) ? 0 : 1;
    }
    EXPECT_EQ(found, safe);
    EXPECT_GT(safe, 50U);
    const auto events = history.events(0, forever, 10'000, {});
    EXPECT_GE(events.size(), safe);
    EXPECT_LE(events.size(), safe + unsure.size());
    for (const auto& entry : std::filesystem::directory_iterator(tree.root()))
        EXPECT_TRUE(entry.path().filename().string().starts_with("history.sqlite"))
            << entry.path() << " was set aside";
    std::cout << safe << " samples were safe in 50 lives\n";
}

} // namespace
} // namespace samepage
