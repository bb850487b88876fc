// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "marks/mark_author.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

namespace samepage {

/// What has changed since the whole record was last written: a line for each
/// change, appended. Marking one process of thousands costs no more than marking
/// the first. Blocking; one thread at a time.
class MarkJournal {
public:
    explicit MarkJournal(const std::filesystem::path& directory);

    /// Calls use for each change, oldest first. A line that is cut off, as a crash
    /// in the middle of writing leaves it, ends it.
    void replay(const std::function<void(const MarkEntry&)>& use);
    /// Returns when they are on the disk. False: they are not, or would be behind a
    /// line that is cut off. Then the whole record has to be written.
    [[nodiscard]] bool append(const std::vector<MarkEntry>& entries);
    /// The whole record has been written.
    void clear();
    [[nodiscard]] std::size_t lines() const noexcept { return lines_; }

private:
    std::filesystem::path path_;
    std::size_t lines_ = 0;
    bool whole_ = true;
};

} // namespace samepage
