// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/watch_format.h"

#include "ctl/text.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

namespace samepage::ctl {
namespace {

constexpr std::array<std::size_t, 8> widths{8, 11, 11, 11, 11, 11, 12, 8};

std::string joined(const std::array<std::string, widths.size()>& cells) {
    std::string line;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const std::size_t width = widths.at(at);
        line += std::string(width - std::min(width, cells.at(at).size()), ' ') + cells.at(at) + " ";
    }
    line.back() = '\n';
    return line;
}

std::string timeOfDay(std::uint64_t usec) {
    const auto seconds = static_cast<std::time_t>(usec / 1'000'000);
    std::tm local{};
    std::array<char, 16> text{};
    if (localtime_r(&seconds, &local) == nullptr ||
        std::strftime(text.data(), text.size(), "%H:%M:%S", &local) == 0) {
        return "-";
    }
    return text.data();
}

std::string scanRate(const Sample& sample, const std::optional<Sample>& previous) {
    if (!previous || sample.usec <= previous->usec ||
        sample.counters.pagesScanned < previous->counters.pagesScanned) {
        return "-";
    }
    const auto pages =
        static_cast<double>(sample.counters.pagesScanned - previous->counters.pagesScanned);
    const double seconds = static_cast<double>(sample.usec - previous->usec) / 1e6;
    return std::to_string(static_cast<std::uint64_t>(pages / seconds));
}

} // namespace

std::string watchHeader() {
    return joined(
        {"TIME", "SHARED", "SHARING", "SAVED", "UNSHARED", "VOLATILE", "SCANNED/S", "PASSES"});
}

std::string watchLine(const Sample& sample, const std::optional<Sample>& previous,
                      bool sizesInBytes) {
    const client::Counters& counters = sample.counters;
    return joined({timeOfDay(sample.usec), std::to_string(counters.pagesShared),
                   std::to_string(counters.pagesSharing),
                   sizeText(counters.savedBytes, sizesInBytes),
                   std::to_string(counters.pagesUnshared), std::to_string(counters.pagesVolatile),
                   scanRate(sample, previous), std::to_string(counters.fullScans)});
}

} // namespace samepage::ctl
