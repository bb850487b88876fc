// SPDX-License-Identifier: GPL-2.0-or-later
#include "latencies.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace samepage::bench {
namespace {

double millisecondsAt(const std::vector<Latencies::Time>& sorted, double share) {
    const auto last = static_cast<double>(sorted.size() - 1);
    const auto at = static_cast<std::size_t>(last * share);
    return std::chrono::duration<double, std::milli>(sorted.at(at)).count();
}

std::string line(const std::string& what, std::vector<Latencies::Time> times, double seconds) {
    std::ranges::sort(times);
    std::array<char, 160> text{};
    const double rate = static_cast<double>(times.size()) / seconds;
    std::snprintf(text.data(), text.size(), "%-12s %9zu %9.0f %9.2f %9.2f %9.2f\n", what.c_str(),
                  times.size(), rate, millisecondsAt(times, 0.5), millisecondsAt(times, 0.99),
                  millisecondsAt(times, 1));
    return text.data();
}

} // namespace

std::string Latencies::table(std::chrono::duration<double> passed) const {
    std::string text = "call             calls  each sec    p50 ms    p99 ms    max ms\n";
    std::vector<Time> all;
    for (const auto& [what, times] : times_) {
        text += line(what, times, passed.count());
        all.insert(all.end(), times.begin(), times.end());
    }
    if (!all.empty()) {
        text += line("all", all, passed.count());
    }
    for (const auto& [what, errors] : failures_) {
        for (const auto& [error, count] : errors) {
            text.append(what).append(" failed ").append(std::to_string(count));
            text.append(" times: ").append(error).append("\n");
        }
    }
    return text;
}

} // namespace samepage::bench
