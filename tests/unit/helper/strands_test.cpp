// SPDX-License-Identifier: GPL-2.0-or-later
#include "work/strands.h"

#include <gtest/gtest.h>

#include <poll.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace samepage {
namespace {

using std::chrono::seconds;

TEST(Strands, KeepTheOrderOfAKey) {
    std::mutex mutex;
    std::vector<int> order;
    std::atomic<int> running = 0;
    std::promise<void> last;
    {
        Strands strands(8, 8);
        for (int i = 0; i < 500; ++i) {
            strands.post("same", 1, [&, i] {
                EXPECT_EQ(++running, 1); // never two of them
                {
                    const std::lock_guard lock(mutex);
                    order.push_back(i);
                }
                --running;
                if (i == 499)
                    last.set_value();
            });
        }
        ASSERT_EQ(last.get_future().wait_for(seconds(10)), std::future_status::ready);
    }
    for (int i = 0; i < 500; ++i)
        EXPECT_EQ(order.at(static_cast<std::size_t>(i)), i);
}

TEST(Strands, RunDifferentKeysSideBySide) {
    Strands strands(4, 4);
    std::promise<void> first;
    std::promise<void> second;
    // Each waits for the other: only side by side do they end.
    strands.post("a", 1, [&] {
        first.set_value();
        EXPECT_EQ(second.get_future().wait_for(seconds(10)), std::future_status::ready);
    });
    std::promise<void> done;
    strands.post("b", 1, [&] {
        EXPECT_EQ(first.get_future().wait_for(seconds(10)), std::future_status::ready);
        second.set_value();
        done.set_value();
    });
    EXPECT_EQ(done.get_future().wait_for(seconds(10)), std::future_status::ready);
}

TEST(Strands, AGroupGetsOnlyItsShare) {
    Strands strands(8, 2);
    std::promise<void> release;
    const auto released = release.get_future().share();
    std::atomic<int> greedy = 0;
    for (int i = 0; i < 6; ++i) {
        strands.post("greedy" + std::to_string(i), 1, [&, released] {
            ++greedy;
            released.wait();
        });
    }
    std::promise<void> other;
    strands.post("other", 2, [&] { other.set_value(); });
    EXPECT_EQ(other.get_future().wait_for(seconds(10)), std::future_status::ready);
    EXPECT_LE(greedy, 2);
    release.set_value();
    while (greedy < 6)
        std::this_thread::yield();
}

TEST(Strands, ShutdownInterruptsAndDrops) {
    std::promise<void> started;
    std::atomic<int> interrupted = 0;
    std::atomic<bool> ranLater = false;
    const auto begin = std::chrono::steady_clock::now();
    {
        Strands strands(1, 1);
        strands.post("a", 1, [&] {
            started.set_value();
            // A system call that would take a minute.
            if (::poll(nullptr, 0, 60000) < 0 && errno == EINTR)
                ++interrupted;
        });
        strands.post("a", 1, [&] { ranLater = true; });
        strands.post("b", 1, [&] { ranLater = true; });
        started.get_future().wait();
        strands.shutdown();
        strands.post("c", 1, [&] { ranLater = true; });
    }
    EXPECT_EQ(interrupted, 1);
    EXPECT_FALSE(ranLater);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(20));
}

TEST(Strands, AJobThatThrowsHoldsNobodyUp) {
    Strands strands(1, 1);
    std::promise<void> next;
    strands.post("a", 1, [] { throw std::runtime_error("no memory"); });
    strands.post("a", 1, [&] { next.set_value(); });
    EXPECT_EQ(next.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

} // namespace
} // namespace samepage
