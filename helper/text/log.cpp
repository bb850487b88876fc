// SPDX-License-Identifier: GPL-2.0-or-later
#include "text/log.h"

#include "text/printable.h"

#include <unistd.h>

#include <string>

namespace samepage {

void log(LogLevel level, std::string_view text) {
    std::string line = "<" + std::to_string(static_cast<int>(level)) + ">";
    line += printable(text, 2000);
    line += '\n';
    // One write: lines of several threads do not mix. Nobody to tell if it fails.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace samepage
