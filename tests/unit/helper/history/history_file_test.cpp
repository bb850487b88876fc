// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/history_file.h"

#include "history/store.h"
#include "temp_tree.h"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>
#include <random>
#include <set>

namespace samepage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace fs = std::filesystem;

constexpr std::uint64_t now = 1'795'241'700'000'000; // 2026-11-21 06:15:00 UTC
constexpr std::uint64_t large = std::uint64_t{64} << 20;
constexpr const char* asideName = "history-20261121T061500Z.sqlite";

std::set<std::string> filesIn(const fs::path& directory) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory))
        names.insert(entry.path().filename());
    return names;
}

/// A history with ten thousand spans, closed.
void makeHistory(const fs::path& directory) {
    Store store(openHistoryFile(directory, now), large);
    std::vector<Sample> samples;
    samples.reserve(5000);
    for (std::uint64_t i = 0; i < 5000; ++i)
        samples.push_back({now + i * usecPerSecond, {{"saved_bytes", i}}});
    store.write(samples, {{now, "started"}});
}

std::size_t spansIn(const fs::path& directory) {
    Store store(openHistoryFile(directory, now), large);
    return store.spans(0, std::numeric_limits<std::uint64_t>::max(), {"saved_bytes"}, 0).size();
}

/// What opening it says in the log.
std::string logOfOpening(const fs::path& directory) {
    testing::internal::CaptureStderr();
    try {
        EXPECT_EQ(spansIn(directory), 0U);
    } catch (...) {
        testing::internal::GetCapturedStderr();
        throw;
    }
    return testing::internal::GetCapturedStderr();
}

TEST(HistoryFile, IsMadeAndFoundAgain) {
    const TempTree tree;
    makeHistory(tree.root());
    EXPECT_EQ(spansIn(tree.root()), 5000U);
    EXPECT_THAT(filesIn(tree.root()), ElementsAre("history.sqlite"));
}

TEST(HistoryFile, MayBeReachedThroughALinkToItsDirectory) {
    const TempTree tree;
    fs::create_directory(tree.root() / "real");
    fs::create_directory_symlink(tree.root() / "real", tree.root() / "link");
    makeHistory(tree.root() / "link");
    EXPECT_EQ(spansIn(tree.root() / "real"), 5000U);
}

TEST(HistoryFile, ALinkInItsPlaceIsNotFollowed) {
    const TempTree tree;
    tree.write("precious", "");
    fs::create_symlink(tree.root() / "precious", tree.root() / historyFileName);
    EXPECT_THROW(spansIn(tree.root()), SqliteError);
    EXPECT_EQ(tree.read("precious"), "");
}

TEST(HistoryFile, OfADirectoryThatIsNotThereIsAnError) {
    const TempTree tree;
    EXPECT_THROW(spansIn(tree.root() / "nowhere"), fs::filesystem_error);
}

TEST(HistoryFile, AnEmptyFileIsANewOne) {
    const TempTree tree;
    tree.write(historyFileName, "");
    EXPECT_EQ(spansIn(tree.root()), 0U);
    EXPECT_THAT(filesIn(tree.root()), ElementsAre("history.sqlite"));
}

// Killed after the file was made, and before anything was in it.
TEST(HistoryFile, AnUnfinishedOneIsFinished) {
    const TempTree tree;
    {
        Database(tree.root() / historyFileName).execute("PRAGMA journal_mode = WAL");
    }
    EXPECT_GT(fs::file_size(tree.root() / historyFileName), 0U);
    EXPECT_EQ(spansIn(tree.root()), 0U);
    EXPECT_THAT(filesIn(tree.root()), ElementsAre("history.sqlite"));
}

TEST(HistoryFile, GarbageIsSetAside) {
    const TempTree tree;
    const std::string garbage(100'000, 'x');
    tree.write(historyFileName, garbage);
    tree.write("unrelated", "stays");
    const std::string log = logOfOpening(tree.root());
    EXPECT_THAT(log, HasSubstr("<3>The history"));
    EXPECT_THAT(log, HasSubstr("damaged"));
    EXPECT_THAT(log, HasSubstr(asideName));
    EXPECT_EQ(tree.read(asideName), garbage);
    EXPECT_THAT(filesIn(tree.root()),
                UnorderedElementsAre("history.sqlite", asideName, "unrelated"));
    EXPECT_THAT(logOfOpening(tree.root()), IsEmpty()); // the new one is fine
}

TEST(HistoryFile, ATruncatedOneIsSetAside) {
    for (const double part : {0.1, 0.5, 0.9, 0.99}) {
        const TempTree tree;
        makeHistory(tree.root());
        const fs::path file = tree.root() / historyFileName;
        const auto size =
            static_cast<std::uintmax_t>(static_cast<double>(fs::file_size(file)) * part);
        fs::resize_file(file, size);
        EXPECT_THAT(logOfOpening(tree.root()), HasSubstr("damaged")) << part;
        EXPECT_EQ(fs::file_size(tree.root() / asideName), size);
    }
}

// Flipped bytes anywhere: it opens, or it is set aside. It never fails.
TEST(HistoryFile, DamageAnywhereIsSurvived) {
    std::mt19937 random(5);
    const TempTree original;
    makeHistory(original.root());
    const std::string good = original.read(historyFileName);
    int aside = 0;
    for (int round = 0; round < 60; ++round) {
        const TempTree tree;
        std::string bad = good;
        const std::size_t at = random() % (bad.size() - 200);
        for (std::size_t i = 0; i < 200; ++i)
            bad[at + i] = static_cast<char>(random());
        tree.write(historyFileName, bad);
        testing::internal::CaptureStderr();
        EXPECT_NO_THROW(spansIn(tree.root())) << at;
        const std::string log = testing::internal::GetCapturedStderr();
        const bool said = log.find(asideName) != std::string::npos;
        EXPECT_EQ(filesIn(tree.root()).contains(asideName), said);
        aside += said ? 1 : 0;
    }
    EXPECT_GT(aside, 0);
}

TEST(HistoryFile, ANewerVersionIsSetAside) {
    const TempTree tree;
    makeHistory(tree.root());
    {
        Database(tree.root() / historyFileName).execute("PRAGMA user_version = 2");
    }
    EXPECT_THAT(logOfOpening(tree.root()), HasSubstr("its version is 2"));
    // Whole: the newer one can have it back.
    Database aside(tree.root() / asideName);
    EXPECT_GT(aside.number("SELECT count(*) FROM span"), 5000);
}

TEST(HistoryFile, WithoutItsTablesItIsSetAside) {
    const TempTree tree;
    makeHistory(tree.root());
    {
        Database(tree.root() / historyFileName).execute("DROP TABLE event");
    }
    EXPECT_THAT(logOfOpening(tree.root()), HasSubstr("tables are missing"));
}

TEST(HistoryFile, AnotherProgramsFileIsSetAside) {
    const TempTree tree;
    {
        Database other(tree.root() / historyFileName);
        other.execute("CREATE TABLE bookmarks(url); INSERT INTO bookmarks VALUES ('precious')");
    }
    EXPECT_THAT(logOfOpening(tree.root()), HasSubstr("another program"));
    Database aside(tree.root() / asideName);
    EXPECT_EQ(aside.number("SELECT count(*) FROM bookmarks WHERE url = 'precious'"), 1);
}

TEST(HistoryFile, OnlyAFewThatWereSetAsideAreKept) {
    const TempTree tree;
    tree.write("history-old.sqlite", "not one of them");
    testing::internal::CaptureStderr();
    for (std::uint64_t day = 0; day < 6; ++day) {
        tree.write(historyFileName, std::string(5000, static_cast<char>('a' + day)));
        static_cast<void>(openHistoryFile(tree.root(), now + day * usecPerDay));
    }
    // Twice within a second: neither is lost.
    tree.write(historyFileName, std::string(5000, 'z'));
    static_cast<void>(openHistoryFile(tree.root(), now + 5 * usecPerDay));
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_THAT(filesIn(tree.root()), UnorderedElementsAre("history.sqlite", "history-old.sqlite",
                                                           "history-20261125T061500Z.sqlite",
                                                           "history-20261126T061500Z.sqlite",
                                                           "history-20261126T061500Z.2.sqlite"));
    EXPECT_EQ(tree.read("history-20261126T061500Z.2.sqlite").front(), 'z');
    EXPECT_THAT(log, HasSubstr("Deleting history-20261121T061500Z.sqlite"));
}

TEST(HistoryFile, DeletingTakesThoseThatWereSetAsideToo) {
    const TempTree tree;
    tree.write("history-20261121T061500Z.sqlite", "x");
    tree.write("history-20261121T061500Z.sqlite-wal", "x");
    tree.write("history-20261121T061500Z.2.sqlite", "x");
    tree.write("history.sqlite-wal", "x");
    tree.write("history.sqlite", "x");
    tree.write("history-mine.sqlite", "x");
    deleteHistoryFiles(tree.root());
    EXPECT_THAT(filesIn(tree.root()), ElementsAre("history-mine.sqlite"));
    deleteHistoryFiles(tree.root()); // nothing there: fine
}

} // namespace
} // namespace samepage
