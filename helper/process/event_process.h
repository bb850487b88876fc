// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/event.h"
#include "process/process_handle.h"

namespace samepage {

/// The process as an event tells of it. Throws Failure NoSuchProcess.
[[nodiscard]] EventProcess eventProcess(const ProcessHandle& process);

} // namespace samepage
