// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace samepage {

/// What SQLite reports.
class SqliteError : public std::runtime_error {
public:
    SqliteError(int code, const std::string& what)
        : std::runtime_error(what)
        , code_(code) {}

    /// The file is damaged, or is no database at all.
    [[nodiscard]] bool isCorruption() const noexcept;

private:
    int code_; // extended result code
};

/// A prepared statement. Goes before its database does.
class Statement {
public:
    Statement(sqlite3* database, const char* sql);

    // Numbered from 1; bound values stay until they are bound again.
    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, double value);
    Statement& bind(int at, std::string_view text);
    Statement& bindNull(int at);

    /// True while there is another row. After false, or with reset(), it may be
    /// run again. Throws SqliteError.
    bool step();
    void reset() noexcept;
    void run(); ///< steps to the end

    // Numbered from 0; of the row that step() found.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    void check(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// A connection to an SQLite file. One thread at a time; blocks.
class Database {
public:
    /// Opens it, or makes it. Empty path: in memory. Throws SqliteError.
    explicit Database(const std::filesystem::path& file);

    void execute(const char* sql);
    [[nodiscard]] Statement prepare(const char* sql) { return {connection_.get(), sql}; }
    /// The number that a statement answers, such as "PRAGMA page_count".
    [[nodiscard]] std::int64_t number(const char* sql);
    /// The file was moved away or deleted behind our back.
    [[nodiscard]] bool isMoved();

private:
    struct Close {
        void operator()(sqlite3* connection) const noexcept;
    };
    std::unique_ptr<sqlite3, Close> connection_;
};

/// Undoes everything since its begin unless it is committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

} // namespace samepage
