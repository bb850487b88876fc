// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace samepage::ctl {

// "Estimating: 42 %", or without a number while that is not known (`total` 0).
[[nodiscard]] std::string progressText(const std::string& doing, std::uint64_t done,
                                       std::uint64_t total);

// How far something is: one line on standard error that changes, if that is a
// terminal; gone when it is done.
class ProgressLine {
public:
    explicit ProgressLine(std::string doing);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::uint64_t done, std::uint64_t total);

private:
    std::string doing_;
    bool onTerminal_;
    bool shown_ = false;
};

} // namespace samepage::ctl
