// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <string>

namespace samepage {

/// Who wants CountersChanged, and to hear of processes: each caller counts once.
class Subscribers {
public:
    static constexpr std::size_t maxPerUser = 32;
    static constexpr std::size_t maxTotal = 512;

    /// Throws Failure LimitsExceeded.
    void add(const std::string& name, uid_t uid);
    void remove(const std::string& name);
    [[nodiscard]] bool empty() const noexcept { return names_.empty(); }
    [[nodiscard]] bool contains(const std::string& name) const { return names_.contains(name); }
    /// Unique names, and whose they are.
    [[nodiscard]] const std::map<std::string, uid_t>& names() const noexcept { return names_; }

private:
    std::map<std::string, uid_t> names_;
    std::map<uid_t, std::size_t> countOf_;
};

} // namespace samepage
