// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/rule.h"
#include "state/state_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace samepage {

/// The rules, kept in rules.json. Thread-safe; what changes them writes the
/// file first, and blocks for that: all or nothing.
class RuleBook {
public:
    using Rules = std::vector<Rule>;

    /// An empty directory: in memory only.
    explicit RuleBook(const std::filesystem::path& directory);

    [[nodiscard]] std::shared_ptr<const Rules> rules() const; ///< oldest first
    [[nodiscard]] bool anyEnabled() const;
    /// The file could not be read and was set aside.
    [[nodiscard]] bool startedAnew() const noexcept { return startedAnew_; }

    // All throw Failure.
    /// The number of the new rule, whose id and user id are filled in here.
    std::uint32_t add(Rule rule);
    void remove(std::uint32_t id);
    bool setEnabled(std::uint32_t id, bool enabled); ///< false: it was so already
    [[nodiscard]] Rule rule(std::uint32_t id) const;

    /// Number of a domain that a rule has had; never that of another word,
    /// and never 0. 0: no rule has had it.
    [[nodiscard]] std::uint32_t groupOf(const std::string& domain) const;

private:
    /// What the file holds.
    struct Contents {
        Rules rules;
        std::uint32_t lastId = 0;
        std::map<std::string, std::uint32_t> groups;
    };
    [[nodiscard]] static Contents parse(const QJsonObject& json);
    [[nodiscard]] static QJsonObject format(const Contents& contents);
    [[nodiscard]] Contents contents() const;
    void change(Contents contents);

    std::mutex changing_; // held while the file is written
    mutable std::mutex mutex_;
    StateFile file_;
    bool startedAnew_ = false;
    std::shared_ptr<const Contents> contents_;
};

} // namespace samepage
