// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/database.h"

#include <cstdint>
#include <filesystem>

namespace samepage {

inline constexpr const char* historyFileName = "history.sqlite";

/// How many files that were set aside are kept; the oldest go.
inline constexpr std::size_t maxSetAside = 3;

/// The history in this directory, or in memory if that is empty: ready for use,
/// and empty if there was none. A file that is damaged, of another program or
/// of a newer version is set aside, under a name with the time in it
/// (history-20261121T061500Z.sqlite), which the log says, and *setAside. Throws SqliteError,
/// std::filesystem::filesystem_error. Durable against the end of the process at
/// any time; a loss of power may cost the last half minute or so, which saves
/// the disk from being waited for with each transaction.
[[nodiscard]] Database openHistoryFile(const std::filesystem::path& directory, std::uint64_t now,
                                       bool* setAside = nullptr);

/// Renames the file, which nobody may have open, and logs why.
void setHistoryFileAside(const std::filesystem::path& directory, std::uint64_t now,
                         const std::string& why);

/// Deletes the file, which nobody may have open, and all that were set aside.
/// Throws std::filesystem::filesystem_error.
void deleteHistoryFiles(const std::filesystem::path& directory);

} // namespace samepage
