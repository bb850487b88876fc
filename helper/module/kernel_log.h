// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace samepage {

/// What is in the kernel's log buffer now; empty when it may not be read.
[[nodiscard]] std::string readKernelLog();

/// The part of `after` that was not yet in `before`.
[[nodiscard]] std::string_view newKernelLog(std::string_view before, std::string_view after);

/// Why the module did not load, as far as the log says.
struct LoadTrouble {
    std::string_view problem; ///< a value of the property Problem
    std::string line;         ///< what the kernel said, or empty
};
[[nodiscard]] LoadTrouble explainLoadFailure(std::string_view log);

} // namespace samepage
