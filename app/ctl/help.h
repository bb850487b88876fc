// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ctl/command_table.h"

#include <string>

namespace samepage::ctl {

[[nodiscard]] std::string generalHelp();
[[nodiscard]] std::string commandHelp(const CommandSpec& command);
[[nodiscard]] std::string versionText();

} // namespace samepage::ctl
