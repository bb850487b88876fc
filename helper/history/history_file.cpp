// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/history_file.h"

#include "text/log.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <regex>
#include <string>
#include <system_error>
#include <vector>

namespace samepage {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t applicationId = 0x53616d65; // "Same"
constexpr std::int64_t schemaVersion = 1;

// `uid` and what follows is of the process that an event is about.
constexpr const char* schema = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE metric(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE span(
    tier INTEGER NOT NULL, start INTEGER NOT NULL, metric INTEGER NOT NULL,
    min REAL NOT NULL, max REAL NOT NULL, sum REAL NOT NULL,
    count INTEGER NOT NULL, min_first INTEGER NOT NULL,
    PRIMARY KEY (tier, start, metric)) STRICT, WITHOUT ROWID;
CREATE TABLE event(
    id INTEGER PRIMARY KEY AUTOINCREMENT, usec INTEGER NOT NULL, kind TEXT NOT NULL,
    pid INTEGER, start_time INTEGER, uid INTEGER, owned INTEGER, name TEXT) STRICT;
CREATE INDEX event_usec ON event(usec);
PRAGMA application_id = 0x53616d65;
PRAGMA user_version = 1;
COMMIT;
)sql";
constexpr std::int64_t schemaTables = 3;

/// Log and index beside the file belong to it. They come first wherever files
/// go: a file without them is an older state, they without it are nothing.
constexpr std::array companions = {"-wal", "-shm"};

const std::regex& setAsideName() {
    static const std::regex name(R"(history-\d{8}T\d{6}Z(\.\d+)?\.sqlite(-wal|-shm)?)");
    return name;
}

std::string timeStamp(std::uint64_t usec) {
    const auto seconds = static_cast<std::time_t>(usec / 1'000'000);
    std::tm utc = {};
    std::array<char, 32> text{};
    ::gmtime_r(&seconds, &utc);
    if (std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc) != 16)
        return "00000000T000000Z"; // a year of more than four digits
    return text.data();
}

/// Oldest first, without their logs.
std::vector<fs::path> setAsideFiles(const fs::path& directory) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const std::string name = entry.path().filename();
        if (std::regex_match(name, setAsideName()) && name.ends_with(".sqlite"))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

fs::path withSuffix(fs::path file, const char* suffix) {
    return file += suffix;
}

void deleteFile(const fs::path& file) {
    for (const char* suffix : companions)
        fs::remove(withSuffix(file, suffix));
    fs::remove(file);
}

/// Why it is not for us, or empty.
std::optional<std::string> objection(Database& database) {
    const std::int64_t id = database.number("PRAGMA application_id");
    const std::int64_t version = database.number("PRAGMA user_version");
    // Before anything of the schema is read, which may be beyond us.
    if (id == applicationId && version != schemaVersion)
        return "its version is " + std::to_string(version) + ", but this samepaged knows only " +
               std::to_string(schemaVersion);
    const std::int64_t tables = database.number("SELECT count(*) FROM sqlite_schema "
                                                "WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    if (id == 0 && version == 0 && tables == 0)
        return std::nullopt; // new, or we were killed while we made it
    if (id != applicationId)
        return "it belongs to another program";
    if (tables != schemaTables)
        return "some of its tables are missing";
    Statement check = database.prepare("PRAGMA quick_check(1)");
    if (!check.step() || check.text(0) != "ok")
        return "it is damaged: " + check.text(0);
    return std::nullopt;
}

void prepare(Database& database) {
    database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                     "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON");
    if (database.number("SELECT count(*) FROM sqlite_schema") == 0)
        database.execute(schema);
}

/// The file, or why it has to go.
std::optional<Database> tryOpen(const fs::path& file, std::string& why) {
    try {
        Database database(file);
        if (auto found = objection(database)) {
            why = *found;
            return std::nullopt;
        }
        prepare(database);
        return database;
    } catch (const SqliteError& error) {
        if (!error.isCorruption())
            throw;
        why = std::string("it is damaged: ") + error.what();
        return std::nullopt;
    }
}

} // namespace

Database openHistoryFile(const fs::path& directory, std::uint64_t now, bool* setAside) {
    if (directory.empty()) {
        Database database{fs::path()};
        prepare(database);
        return database;
    }
    // SQLite follows no link at all; those on the way to the directory are fine.
    const fs::path file = fs::canonical(directory) / historyFileName;
    std::string why;
    if (auto database = tryOpen(file, why))
        return std::move(*database);
    setHistoryFileAside(directory, now, why);
    if (setAside)
        *setAside = true;
    Database database(file);
    prepare(database);
    return database;
}

void setHistoryFileAside(const fs::path& directory, std::uint64_t now, const std::string& why) {
    const std::string stamp = "history-" + timeStamp(now);
    fs::path target = directory / (stamp + ".sqlite");
    for (int again = 2; fs::exists(fs::symlink_status(target)); ++again)
        target = directory / (stamp + "." + std::to_string(again) + ".sqlite");
    const fs::path file = directory / historyFileName;
    for (const char* suffix : companions) {
        std::error_code none;
        fs::rename(withSuffix(file, suffix), withSuffix(target, suffix), none);
    }
    fs::rename(file, target);
    log(LogLevel::Error, "The history " + file.string() + " cannot be used: " + why +
                             ". It is now " + target.filename().string() +
                             ", and a new one begins.");
    auto kept = setAsideFiles(directory);
    while (kept.size() > maxSetAside) {
        log(LogLevel::Notice,
            "Deleting " + kept.front().filename().string() + ": newer ones were set aside since.");
        deleteFile(kept.front());
        kept.erase(kept.begin());
    }
}

void deleteHistoryFiles(const fs::path& directory) {
    deleteFile(directory / historyFileName);
    for (const fs::path& file : setAsideFiles(directory))
        deleteFile(file);
}

} // namespace samepage
