// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace samepage {

/// The program's name: the kernel's, which ends after 15 bytes, or the whole
/// file name where it is only longer.
[[nodiscard]] std::string programName(const std::string& kernelName, const std::string& exe);

} // namespace samepage
