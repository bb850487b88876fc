// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "marks/mark_authors.h"
#include "process/user_names.h"

#include <sdbus-c++/Types.h>

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

using ProcessRow = std::map<std::string, sdbus::Variant>;

struct ProcessFilter {
    std::optional<uid_t> owner; ///< only processes all of whose user ids are this
    bool markedOnly = false;
};

/// The rows of Processes.List. Reads /proc and asks the engine: worker threads
/// only. Throws Failure.
[[nodiscard]] std::vector<ProcessRow> listProcesses(const ProcessFilter& filter, Engine& engine,
                                                    UserNames& users, const MarkAuthors& authors,
                                                    const std::string& procRoot = "/proc");

/// The program's name: the kernel's, which ends after 15 bytes, or the whole
/// file name where it is only longer.
[[nodiscard]] std::string programName(const std::string& kernelName, const std::string& exe);

} // namespace samepage
