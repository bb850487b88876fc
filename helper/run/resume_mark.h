// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>

namespace samepage {

/// An empty file that is there as long as there is something to go on with
/// after a restart of the machine: samepage-resume.service looks for it.
void setResumeMark(const std::filesystem::path& directory, bool wanted);

} // namespace samepage
