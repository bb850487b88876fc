// SPDX-License-Identifier: GPL-2.0-or-later
#include "work/interruptible.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

namespace samepage {
namespace {

using std::chrono::milliseconds;

/// A read that blocks until somebody writes, or a signal comes.
class Pipe {
public:
    Pipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
    ~Pipe() {
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int wait() const {
        char byte = 0;
        return ::read(ends_[0], &byte, 1) < 0 ? errno : 0;
    }
    void let() const { EXPECT_EQ(::write(ends_[1], "x", 1), 1); }

private:
    std::array<int, 2> ends_{};
};

TEST(Interruptible, LooksUntilTheWorkHasEnded) {
    const Pipe pipe;
    int looks = 0;
    const int result = runInterruptibly([&] { return pipe.wait(); },
                                        [&] {
                                            if (++looks == 3)
                                                pipe.let();
                                        },
                                        milliseconds(1));
    EXPECT_EQ(result, 0);
    EXPECT_GE(looks, 3);
}

TEST(Interruptible, GivesTheErrorBack) {
    EXPECT_EQ(runInterruptibly([] { return ENOMEM; }, [] {}, milliseconds(1000)), ENOMEM);
}

TEST(Interruptible, WhatLookThrowsInterruptsTheWork) {
    const Pipe pipe;
    std::atomic<int> error = 0;
    const auto failure = failureOf([&] {
        runInterruptibly(
            [&] {
                error = pipe.wait();
                return error.load();
            },
            [] { throw Failure(FailureKind::Cancelled, "enough"); }, milliseconds(1));
    });
    EXPECT_THAT(failure, FailsWith(FailureKind::Cancelled, "enough"));
    EXPECT_EQ(error, EINTR);
}

TEST(Interruptible, WorkThatSucceedsAllTheSameHasSucceeded) {
    const Pipe pipe;
    const int result = runInterruptibly(
        [&] {
            while (pipe.wait() == EINTR)
                pipe.let();
            return 0;
        },
        [] { throw Failure(FailureKind::Cancelled, "enough"); }, milliseconds(1));
    EXPECT_EQ(result, 0);
}

} // namespace
} // namespace samepage
