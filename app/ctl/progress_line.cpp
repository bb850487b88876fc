// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <utility>

namespace samepage::ctl {
namespace {

// To the beginning of the line, and nothing behind it.
constexpr const char* startOver = "\r\x1b[K";

} // namespace

std::string progressText(const std::string& doing, std::uint64_t done, std::uint64_t total) {
    if (total == 0) {
        return doing + " ...";
    }
    // Not 100 before it is done; no overflow, however many pages there are.
    const double share = static_cast<double>(done) / static_cast<double>(total);
    const int percent = std::clamp(static_cast<int>(share * 100), 0, 99);
    return doing + ": " + std::to_string(percent) + " %";
}

ProgressLine::ProgressLine(std::string doing)
    : doing_(std::move(doing))
    , onTerminal_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
    if (shown_) {
        std::cerr << startOver << std::flush;
    }
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
    if (onTerminal_) {
        std::cerr << startOver << progressText(doing_, done, total) << std::flush;
        shown_ = true;
    }
}

} // namespace samepage::ctl
