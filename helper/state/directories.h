// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>

namespace samepage {

/// Where systemd lets the service keep files (StateDirectory= of the unit), or
/// empty if it was started by hand.
[[nodiscard]] std::filesystem::path stateDirectory();

/// As stateDirectory(), for what need not outlive the next boot.
[[nodiscard]] std::filesystem::path runtimeDirectory();

} // namespace samepage
