// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/process_handle.h"
#include "state/state_file.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// Who marked which processes through this service, and which were unmarked by
/// hand, for as long as the processes live. Kept over a restart of the service
/// in marks.json. Thread-safe; save() blocks.
class MarkAuthors {
public:
    struct Author {
        bool marked = true; ///< false: unmarked by hand
        std::string by;     ///< "user:NAME" or "rule:ID"
        [[nodiscard]] bool isUser() const { return by.starts_with("user:"); }
        bool operator==(const Author&) const = default;
    };

    /// An empty directory: in memory only.
    explicit MarkAuthors(const std::filesystem::path& directory, std::string procRoot = "/proc");

    [[nodiscard]] std::optional<Author> of(ProcessKey process) const;
    void set(ProcessKey process, Author author);
    /// Those that were marked and not unmarked by hand since.
    [[nodiscard]] std::vector<ProcessKey> marked() const;
    /// What rules marked may change many times a second.
    void saveSometimes();
    /// Where it cannot be written the log says so, once.
    void save();

private:
    [[nodiscard]] bool isThere(ProcessKey process) const;
    void prune();

    static constexpr std::size_t pruneFrom = 256;

    const std::string procRoot_;
    std::mutex saving_;
    mutable std::mutex mutex_;
    StateFile file_;
    std::map<ProcessKey, Author> authors_;
    std::size_t pruneAt_ = pruneFrom;
    bool changed_ = false;
    bool troubled_ = false;
    std::chrono::steady_clock::time_point savedAt_;
};

} // namespace samepage
