// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/exit_code.h"

namespace samepage::ctl {

ExitCode exitCode(client::ErrorKind kind) {
    using client::ErrorKind;
    switch (kind) {
    case ErrorKind::NotAuthorized:
    case ErrorKind::NeedsInteraction:
        return ExitCode::NotAuthorized;
    case ErrorKind::NoSuchProcess:
        return ExitCode::NoSuchProcess;
    case ErrorKind::Unavailable:
    case ErrorKind::HelperNotInstalled:
    case ErrorKind::HelperNotAnswering:
    case ErrorKind::HelperIncompatible:
    case ErrorKind::BusGone:
        return ExitCode::Unavailable;
    default:
        return ExitCode::Failed;
    }
}

} // namespace samepage::ctl
