// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/proc_text.h"

#include <sys/types.h>

namespace samepage {

/// What polkit decides about; dbus/org.samepage.Samepage1.policy has the defaults.
enum class Action { Inspect, MarkOwn, MarkAny, Configure, ManageModule };

[[nodiscard]] const char* actionId(Action action);

/// The action that marking or unmarking a process with these ids needs.
[[nodiscard]] Action markAction(uid_t caller, const ProcUids& target);

} // namespace samepage
