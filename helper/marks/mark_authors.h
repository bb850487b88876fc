// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "marks/mark_author.h"
#include "marks/mark_journal.h"
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
/// hand, for as long as the processes live. Kept over a restart of the service,
/// in marks.json and a journal of what has changed since. Thread-safe; save()
/// blocks until all that was set before is kept.
class MarkAuthors {
public:
    using Author = MarkAuthor;

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
    void writeAll();

    static constexpr std::size_t pruneFrom = 256;

    const std::string procRoot_;
    std::mutex saving_;
    mutable std::mutex mutex_;
    const bool kept_;
    StateFile file_;
    MarkJournal journal_;
    std::map<ProcessKey, Author> authors_;
    std::map<ProcessKey, Author> changed_; // since they were last saved
    std::size_t pruneAt_ = pruneFrom;
    bool troubled_ = false;
    std::chrono::steady_clock::time_point savedAt_;
};

} // namespace samepage
