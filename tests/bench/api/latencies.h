// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace samepage::bench {

// How long answers took, by what was called.
class Latencies {
public:
    using Time = std::chrono::steady_clock::duration;

    void add(const std::string& what, Time took) { times_[what].push_back(took); }
    void addFailure(const std::string& what, const std::string& error) { ++failures_[what][error]; }

    [[nodiscard]] bool failed() const { return !failures_.empty(); }
    // Calls a second, and milliseconds within which half and 99 of 100 were answered.
    [[nodiscard]] std::string table(std::chrono::duration<double> passed) const;

private:
    std::map<std::string, std::vector<Time>> times_;
    std::map<std::string, std::map<std::string, std::size_t>> failures_;
};

} // namespace samepage::bench
