// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_failure.h"

#include "text/printable.h"

#include <cerrno>
#include <cstring>

namespace samepage {
namespace {

FailureKind kindOf(int error) {
    switch (error) {
    case ESRCH:
    case ESTALE:
        return FailureKind::NoSuchProcess;
    case EINVAL: // the request itself is well-formed: it is about the process
        return FailureKind::NotMarkable;
    case EOPNOTSUPP:
        return FailureKind::NotSupported;
    case EBUSY:
        return FailureKind::Busy;
    case E2BIG:
        return FailureKind::InvalidArgument;
    case ECANCELED:
        return FailureKind::Cancelled;
    case ENOENT:          // the netlink family has gone since its number was asked for
    case EPROTONOSUPPORT: // a dump of a module that is being unloaded
        return FailureKind::Unavailable;
    default:
        return FailureKind::Failed;
    }
}

} // namespace

Failure moduleFailure(const NetlinkAck& ack) {
    if (kindOf(ack.error) == FailureKind::Unavailable)
        return {FailureKind::Unavailable,
                "The samepage module does not answer: it is being unloaded."};
    const char* meaning = std::strerror(ack.error);
    if (ack.error == ESRCH)
        meaning = "the process has exited";
    else if (ack.error == ESTALE)
        meaning = "the process id belongs to another process now";
    const std::string text = ack.message.empty() ? meaning : printable(ack.message, 500);
    // Cancelling is no refusal.
    const char* what =
        ack.error == ECANCELED ? "It was ended early: " : "The samepage module refused: ";
    return {kindOf(ack.error), what + text + "."};
}

} // namespace samepage
