// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/database.h"

#include <sqlite3.h>

namespace samepage {
namespace {

// Another samepaged that is about to leave may still be writing.
constexpr int busyTimeoutMs = 5000;

[[noreturn]] void fail(int code, const char* message) {
    throw SqliteError(code, message ? message : ::sqlite3_errstr(code));
}

} // namespace

bool SqliteError::isCorruption() const noexcept {
    const int primary = code_ & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    ::sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = ::sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK)
        fail(code, ::sqlite3_errmsg(database));
}

void Statement::check(int code) const {
    if (code != SQLITE_OK)
        fail(code, ::sqlite3_errmsg(::sqlite3_db_handle(statement_.get())));
}

Statement& Statement::bind(int at, std::int64_t value) {
    check(::sqlite3_bind_int64(statement_.get(), at, value));
    return *this;
}

Statement& Statement::bind(int at, double value) {
    check(::sqlite3_bind_double(statement_.get(), at, value));
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    check(::sqlite3_bind_text64(statement_.get(), at, text.data(), text.size(), SQLITE_TRANSIENT,
                                SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindNull(int at) {
    check(::sqlite3_bind_null(statement_.get(), at));
    return *this;
}

bool Statement::step() {
    const int code = ::sqlite3_step(statement_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) {
        const SqliteError error(code, ::sqlite3_errmsg(::sqlite3_db_handle(statement_.get())));
        reset();
        throw error;
    }
    reset();
    return false;
}

void Statement::reset() noexcept {
    ::sqlite3_reset(statement_.get());
}

void Statement::run() {
    while (step()) {
    }
}

std::int64_t Statement::integer(int column) const {
    return ::sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const {
    return ::sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* const text =
        reinterpret_cast<const char*>(::sqlite3_column_text(statement_.get(), column));
    const auto length = static_cast<std::size_t>(::sqlite3_column_bytes(statement_.get(), column));
    return text ? std::string(text, length) : std::string();
}

bool Statement::isNull(int column) const {
    return ::sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* connection) const noexcept {
    ::sqlite3_close_v2(connection);
}

Database::Database(const std::filesystem::path& file) {
    sqlite3* connection = nullptr;
    // No link in the place of the file is followed.
    const int code = ::sqlite3_open_v2(file.empty() ? ":memory:" : file.c_str(), &connection,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                           SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                                       nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK)
        fail(code, connection ? ::sqlite3_errmsg(connection) : nullptr);
    ::sqlite3_busy_timeout(connection, busyTimeoutMs);
}

void Database::execute(const char* sql) {
    if (const int code = ::sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        fail(code, ::sqlite3_errmsg(connection_.get()));
}

std::int64_t Database::number(const char* sql) {
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

bool Database::isMoved() {
    int moved = 0;
    ::sqlite3_file_control(connection_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

Transaction::Transaction(Database& database)
    : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_)
        return;
    try {
        database_.execute("ROLLBACK");
    } catch (const SqliteError&) { // NOLINT(bugprone-empty-catch): SQLite has rolled back itself
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

} // namespace samepage
