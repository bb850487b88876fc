// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <string_view>

namespace samepage {

/// A directory for one test that looks like a part of a file system.
class TempTree {
public:
    TempTree(); ///< throws std::runtime_error when there is no room for one

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }
    /// Makes the file, and the directories above it.
    void write(const std::filesystem::path& file, std::string_view text) const;
    [[nodiscard]] std::string read(const std::filesystem::path& file) const;

private:
    QTemporaryDir directory_;
    std::filesystem::path root_;
};

} // namespace samepage
