// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/process_finder.h"

#include "ctl/start_time.h"

#include <algorithm>
#include <string>

namespace samepage::ctl {

ProcessFinder::ProcessFinder(Bus& bus, const std::vector<std::uint32_t>& pids)
    : elsewhere_(bus.isElsewhere()) {
    if (!elsewhere_) {
        return;
    }
    ask(bus, "own");
    if (!knowsAll(pids)) {
        try {
            ask(bus, "all");
        } catch (const sdbus::Error& error) {
            refused_ = error; // those that are there can be used all the same
        }
    }
}

client::ProcessKey ProcessFinder::key(std::uint32_t pid) const {
    if (!elsewhere_) {
        return processKey(pid);
    }
    const auto found = keys_.find(pid);
    if (found != keys_.end()) {
        return found->second;
    }
    throw refused_.value_or(noSuchProcess(pid));
}

void ProcessFinder::ask(Bus& bus, const char* scope) {
    const client::Dictionary options{{"scope", sdbus::Variant(std::string(scope))}};
    const auto rows =
        client::parseProcessRows(bus.authorised([&] { return bus.processes().List(options); }));
    for (const client::ProcessRow& row : rows) {
        keys_[row.key.pid] = row.key;
    }
}

bool ProcessFinder::knowsAll(const std::vector<std::uint32_t>& pids) const {
    return std::ranges::all_of(pids, [&](std::uint32_t pid) { return keys_.contains(pid); });
}

} // namespace samepage::ctl
