// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/history.h"

#include "failure_matcher.h"
#include "history/history_file.h"
#include "temp_tree.h"

#include <gmock/gmock.h>

#include <sys/resource.h>

#include <atomic>
#include <cmath>
#include <csignal>
#include <fstream>
#include <limits>
#include <thread>

namespace samepage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsNan;

namespace fs = std::filesystem;

constexpr std::uint64_t second = usecPerSecond;
constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t start = 1'795'200'000 * second;

class HistoryTest : public testing::Test {
protected:
    std::unique_ptr<History> open() {
        return std::make_unique<History>(History::Options{tree.root()},
                                         [this] { return now.load(); });
    }
    void sample(History& history, std::uint64_t value) {
        history.record(now, {{"saved_bytes", value}, {"not_for_the_history", 1}});
        now += second;
    }
    static Points all(History& history, const std::string& metric = "saved_bytes") {
        return history.query(0, forever, 100'000, chooseMetrics({metric}));
    }
    static std::vector<double> values(History& history) { return all(history).values.at(0); }

    TempTree tree;
    std::atomic<std::uint64_t> now = start;
};

TEST_F(HistoryTest, IsThereAtOnceAndAfterwards) {
    auto history = open();
    sample(*history, 1);
    sample(*history, 2);
    history->note("started");
    EXPECT_THAT(values(*history), ElementsAre(1, 2));
    sample(*history, 3);
    EXPECT_TRUE(history->flush());
    history = open();
    EXPECT_THAT(all(*history).times, ElementsAre(start, start + second, start + 2 * second));
    EXPECT_THAT(values(*history), ElementsAre(1, 2, 3));
    EXPECT_THAT(history->events(0, forever, 10, {}),
                ElementsAre(Event{start + 2 * second, "started"}));
}

TEST_F(HistoryTest, WithoutADirectoryItIsInMemory) {
    History history({}, [this] { return now.load(); });
    sample(history, 1);
    EXPECT_TRUE(history.flush());
    EXPECT_THAT(values(history), ElementsAre(1));
    history.clear();
    EXPECT_THAT(values(history), IsEmpty());
}

TEST_F(HistoryTest, AnEngineWithoutCountersLeavesNothing) {
    auto history = open();
    history->record(now, {});
    EXPECT_THAT(all(*history).times, IsEmpty());
    EXPECT_EQ(all(*history).values.size(), 1U);
}

TEST_F(HistoryTest, ASleepingMachineIsAHole) {
    auto history = open();
    sample(*history, 1);
    now += usecPerDay / 3;
    sample(*history, 2);
    EXPECT_THAT(values(*history), ElementsAre(1, IsNan(), 2));
}

TEST_F(HistoryTest, ClockStepsLoseNothing) {
    auto history = open();
    sample(*history, 1);
    sample(*history, 2);
    now += 86400 * second; // ahead ...
    sample(*history, 3);
    now = start - 3600 * second; // ... and behind
    sample(*history, 4);
    history->flush();
    const auto points = all(*history);
    EXPECT_TRUE(std::is_sorted(points.times.begin(), points.times.end()));
    EXPECT_THAT(points.values[0], ElementsAre(4, IsNan(), 1, 2, IsNan(), 3));
}

TEST_F(HistoryTest, OfAllTimeItShowsWhatThereIs) {
    auto history = open();
    for (std::uint64_t i = 0; i < 500; ++i)
        sample(*history, i);
    // Not one bucket since 1970.
    EXPECT_GT(history->query(0, forever, 50, chooseMetrics({"saved_bytes"})).times.size(), 40U);
}

TEST_F(HistoryTest, WaitsForItsDirectory) {
    const fs::path directory = tree.root() / "later";
    History history({directory}, [this] { return now.load(); });
    testing::internal::CaptureStderr();
    for (std::uint64_t i = 0; i < 5; ++i) {
        sample(history, i);
        EXPECT_FALSE(history.flush());
    }
    history.note("paused");
    EXPECT_THAT(failureOf([&] { values(history); }),
                FailsWith(FailureKind::Failed, "The history cannot be read"));
    fs::create_directory(directory);
    EXPECT_TRUE(history.flush());
    EXPECT_TRUE(history.flush());
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(log.find("cannot be written"), log.rfind("cannot be written")) << log;
    EXPECT_THAT(log, HasSubstr("<4>The history cannot be written: "));
    EXPECT_THAT(log, HasSubstr("<5>The history can be written again.\n"));
    EXPECT_THAT(values(history), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_EQ(history.events(0, forever, 10, {}).size(), 1U);
}

/// No file may grow beyond this, as long as it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
        : before_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit lower = {bytes, limit_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &lower);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*before_)(int);
    rlimit limit_ = {};
};

TEST_F(HistoryTest, GoesOnWhenThereIsRoomAgain) {
    auto history = open();
    for (std::uint64_t i = 0; i < 20; ++i)
        sample(*history, i);
    EXPECT_TRUE(history->flush());
    testing::internal::CaptureStderr();
    {
        const FileSizeLimit full(fs::file_size(tree.root() / "history.sqlite-wal"));
        bool failed = false;
        for (std::uint64_t i = 20; i < 400; ++i) {
            sample(*history, i);
            failed = !history->flush() || failed;
        }
        EXPECT_TRUE(failed);
    }
    EXPECT_TRUE(history->flush());
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(log.find("cannot be written"), log.rfind("cannot be written")) << log;
    EXPECT_THAT(log, HasSubstr("can be written again"));
    history = open();
    const auto kept = values(*history);
    ASSERT_EQ(kept.size(), 400U);
    for (std::size_t i = 0; i < kept.size(); ++i)
        ASSERT_EQ(kept[i], static_cast<double>(i));
}

TEST_F(HistoryTest, WhatWaitsHasALimit) {
    const fs::path directory = tree.root() / "later";
    History history({directory}, [this] { return now.load(); });
    testing::internal::CaptureStderr();
    for (std::uint64_t i = 0; i < History::maxWaitingSamples + 100; ++i) {
        sample(history, i);
        if (i % 50 == 0)
            history.flush();
    }
    history.note("marked", EventProcess{1, 1, 1001, true, "cat"});
    for (std::uint32_t i = 0; i < 10'000; ++i)
        history.note("marked", EventProcess{i, 1, 1000, true, "cat"});
    for (std::uint32_t i = 0; i < 3; ++i)
        history.note("started");
    fs::create_directory(directory);
    EXPECT_TRUE(history.flush());
    testing::internal::GetCapturedStderr();
    const auto kept = values(history);
    EXPECT_EQ(kept.size(), History::maxWaitingSamples);
    EXPECT_EQ(kept.front(), 100);
    const auto events = history.events(0, forever, 10'000, {});
    EXPECT_EQ(events.size(), History::maxWaitingEventsPerUser + 4);
    EXPECT_EQ(events.front().process->uid, 1001U);
}

TEST_F(HistoryTest, DamageInUseIsSurvived) {
    auto history = open();
    for (std::uint64_t i = 0; i < 100; ++i)
        sample(*history, i);
    EXPECT_TRUE(history->flush());
    for (const char* name : {"history.sqlite", "history.sqlite-wal"}) {
        const auto size = fs::file_size(tree.root() / name);
        std::ofstream(tree.root() / name, std::ios::in | std::ios::out)
            << std::string(size, '\x55');
    }
    testing::internal::CaptureStderr();
    sample(*history, 1000);
    history->flush();
    history = open(); // at the latest now it shows
    sample(*history, 1001);
    EXPECT_TRUE(history->flush());
    const auto kept = values(*history);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("a new one begins"));
    ASSERT_FALSE(kept.empty());
    EXPECT_EQ(kept.back(), 1001);
}

TEST_F(HistoryTest, AFileThatIsDeletedBeginsAnew) {
    auto history = open();
    sample(*history, 1);
    history->flush();
    for (const auto& entry : fs::directory_iterator(tree.root()))
        fs::remove(entry.path());
    testing::internal::CaptureStderr();
    sample(*history, 2);
    EXPECT_TRUE(history->flush());
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("deleted or moved"));
    EXPECT_THAT(values(*history), ElementsAre(2));
    EXPECT_TRUE(fs::exists(tree.root() / historyFileName));
}

TEST_F(HistoryTest, ClearingForgetsEverything) {
    auto history = open();
    sample(*history, 1);
    history->note("marked", EventProcess{1, 1, 1000, true, "secret-program"});
    history->flush();
    tree.write("history-20261121T061500Z.sqlite", "was damaged");
    sample(*history, 2); // still waits
    history->clear();
    EXPECT_TRUE(fs::is_empty(tree.root()));
    EXPECT_THAT(values(*history), IsEmpty());
    EXPECT_THAT(history->events(0, forever, 10, {}), IsEmpty());
    sample(*history, 3);
    EXPECT_THAT(values(*history), ElementsAre(3));
}

TEST_F(HistoryTest, ManyThreadsUseItAtOnce) {
    auto history = open();
    std::vector<std::thread> threads;
    threads.reserve(3);
    std::atomic<bool> end = false;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            while (!end) {
                static_cast<void>(all(*history));
                static_cast<void>(history->events(0, forever, 10, 1000));
            }
        });
    }
    for (std::uint64_t i = 0; i < 300; ++i) {
        sample(*history, i);
        history->note("started");
        if (i % 10 == 0)
            history->flush();
    }
    end = true;
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(values(*history).size(), 300U);
    EXPECT_EQ(history->events(0, forever, 1000, {}).size(), 300U);
}

// Two services for a moment: one leaves while the next one is there already.
TEST_F(HistoryTest, TwoMayWriteTheSameFile) {
    auto leaving = open();
    auto next = open();
    sample(*leaving, 1);
    leaving->flush();
    sample(*next, 2);
    next->flush();
    sample(*leaving, 3);
    leaving->flush();
    leaving.reset();
    sample(*next, 4);
    EXPECT_THAT(values(*next), ElementsAre(1, 2, 3, 4));
}

} // namespace
} // namespace samepage
