// SPDX-License-Identifier: GPL-2.0-or-later
// Text for a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace samepage::ctl {

// `utf8` with everything that a terminal could take as a command (control and
// invisible formatting characters, bytes that are not UTF-8) replaced by "?".
[[nodiscard]] std::string printable(const std::string& utf8);

// Columns that printable text takes on a terminal.
[[nodiscard]] std::size_t displayWidth(const std::string& utf8);

// "1.2 GiB", or the plain number of bytes.
[[nodiscard]] std::string sizeText(std::uint64_t bytes, bool inBytes);

} // namespace samepage::ctl
