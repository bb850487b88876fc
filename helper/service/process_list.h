// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "marks/mark_authors.h"
#include "process/process_table.h"
#include "process/user_names.h"

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samepage {

/// A row of Processes.List.
struct ProcessRow {
    pid_t pid;
    std::uint64_t startTime;
    pid_t ppid;
    uid_t uid; ///< effective
    std::string user;
    std::shared_ptr<const ProcessTable::Program> program;
    std::string_view state;
    std::uint64_t residentBytes;
    MergeState merge;
    std::string markedBy; ///< "user:NAME", "rule:ID", "program" or empty
};

struct ProcessFilter {
    std::optional<uid_t> owner; ///< only processes all of whose user ids are this
    bool markedOnly = false;
};

/// The rows of Processes.List. Reads /proc and asks the engine: worker threads
/// only. Throws Failure.
[[nodiscard]] std::vector<ProcessRow> listProcesses(const ProcessFilter& filter,
                                                    ProcessTable& processes, Engine& engine,
                                                    UserNames& users, const MarkAuthors& authors);

} // namespace samepage
