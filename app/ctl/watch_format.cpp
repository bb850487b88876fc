// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/watch_format.h"

#include "ctl/text.h"
#include "ctl/time_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace samepage::ctl {
namespace {

// The column of sizes is wider for bytes.
constexpr std::array<std::size_t, 9> widths{8, 8, 8, 8, 8, 8, 9, 8, 6};
constexpr std::size_t savedColumn = 3;
constexpr std::size_t bytesWidth = 14;

using Cells = std::array<std::string, widths.size()>;

std::string joined(const Cells& cells, bool sizesInBytes) {
    std::string line;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const std::size_t width = at == savedColumn && sizesInBytes ? bytesWidth : widths.at(at);
        line += std::string(width - std::min(width, cells.at(at).size()), ' ') + cells.at(at) + " ";
    }
    line.back() = '\n';
    return line;
}

std::string rateText(double rate) {
    return std::to_string(std::llround(rate));
}

double difference(std::uint64_t now, std::uint64_t before) {
    return static_cast<double>(now) - static_cast<double>(before);
}

} // namespace

std::optional<Rates> ratesSince(const std::optional<Sample>& previous, const Sample& sample) {
    if (!previous || sample.usec <= previous->usec ||
        sample.counters.pagesScanned < previous->counters.pagesScanned) {
        return std::nullopt;
    }
    const client::Counters& before = previous->counters;
    const double seconds = static_cast<double>(sample.usec - previous->usec) / 1e6;
    return Rates{.scanned = difference(sample.counters.pagesScanned, before.pagesScanned) / seconds,
                 .merged = difference(sample.counters.pagesSharing, before.pagesSharing) / seconds};
}

std::string watchHeader(bool sizesInBytes) {
    return joined({"TIME", "SHARED", "SHARING", "SAVED", "UNSHARED", "VOLATILE", "SCANNED/S",
                   "MERGED/S", "PASSES"},
                  sizesInBytes);
}

std::string watchLine(const Sample& sample, const std::optional<Rates>& rates, bool sizesInBytes) {
    const client::Counters& counters = sample.counters;
    return joined({timeOfDay(sample.usec), std::to_string(counters.pagesShared),
                   std::to_string(counters.pagesSharing),
                   sizeText(counters.savedBytes, sizesInBytes),
                   std::to_string(counters.pagesUnshared), std::to_string(counters.pagesVolatile),
                   rates ? rateText(rates->scanned) : "-", rates ? rateText(rates->merged) : "-",
                   std::to_string(counters.fullScans)},
                  sizesInBytes);
}

} // namespace samepage::ctl
