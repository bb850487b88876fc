// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <string>

namespace samepage {

/// Who wants CountersChanged: each caller counts once.
class Subscribers {
public:
    static constexpr std::size_t maxPerUser = 32;
    static constexpr std::size_t maxTotal = 512;

    /// Throws Failure LimitsExceeded.
    void add(const std::string& name, uid_t uid);
    void remove(const std::string& name);
    [[nodiscard]] bool empty() const noexcept { return names_.empty(); }

private:
    std::map<std::string, uid_t> names_;
    std::map<uid_t, std::size_t> countOf_;
};

} // namespace samepage
