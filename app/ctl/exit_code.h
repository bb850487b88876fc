// SPDX-License-Identifier: GPL-2.0-or-later
// What samepagectl tells a script by its exit status: part of its interface,
// documented in samepagectl(1).
#pragma once

#include "client/client_error.h"

namespace samepage::ctl {

enum class ExitCode : int {
    Ok = 0,
    Failed = 1,
    Usage = 2,         // the command line makes no sense
    NotAuthorized = 3, // polkit said no, or could not ask
    NoSuchProcess = 4,
    Unavailable = 5, // no bus, no service or no engine
};

[[nodiscard]] ExitCode exitCode(client::ErrorKind kind);

} // namespace samepage::ctl
