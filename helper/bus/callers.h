// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sdbus-c++/sdbus-c++.h>

#include <sys/types.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// Who the callers are, by the word of the bus, and whether they are still
/// there. A unique name is never given out twice, so what is known of one stays
/// true until it leaves.
class Callers {
public:
    using Known = std::function<void(std::optional<uid_t>)>;

    explicit Callers(sdbus::IConnection& connection);

    /// Calls back with the user id, at once or later; empty: it has left, or
    /// the bus does not say.
    void identify(const std::string& name, Known known);

    /// Called with the name of each identified caller that leaves the bus.
    void onGone(std::function<void(const std::string&)> gone) { gone_.push_back(std::move(gone)); }

private:
    void left(const std::string& name);

    std::unique_ptr<sdbus::IProxy> bus_;
    std::map<std::string, uid_t> known_;
    std::map<std::string, std::vector<Known>> asked_;
    std::vector<std::function<void(const std::string&)>> gone_;
    sdbus::Slot leaving_;
};

} // namespace samepage
