// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace samepage {

enum class LogLevel { Error = 3, Warning = 4, Notice = 5, Info = 6, Debug = 7 };

/// One line on standard error with the priority prefix that journald reads.
/// Control characters and line ends are replaced, so that no text from outside
/// can forge a line. Thread-safe.
void log(LogLevel level, std::string_view text);

} // namespace samepage
