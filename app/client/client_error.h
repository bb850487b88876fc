// SPDX-License-Identifier: GPL-2.0-or-later
// D-Bus errors by what a person can do about them.
#pragma once

#include <sdbus-c++/Error.h>

#include <string>

namespace samepage::client {

enum class ErrorKind {
    NotAuthorized,      // polkit or the bus policy said no
    NeedsInteraction,   // a password is needed, and this call did not allow asking
    Unavailable,        // the service has no engine: see property Problem
    NotSupported,       // this engine cannot do it
    Busy,               // the other scanner is in the way
    Failed,             // the kernel refused
    NoSuchProcess,      // it has exited
    NotMarkable,        // no memory of its own
    InvalidArgument,    // a fault in the caller
    Cancelled,          // a long call was ended before it was done
    HelperNotInstalled, // nobody owns the bus name, and nobody can be started
    HelperNotAnswering, // it does not start, or does not answer in time
    HelperIncompatible, // it answers, but does not know the interface
    BusGone,            // no connection to the system bus
    Unknown,            // anything else: the message is all there is
};

struct ClientError {
    ErrorKind kind = ErrorKind::Unknown;
    std::string name{};    // of the D-Bus error
    std::string message{}; // what the other side said; may be empty
};

[[nodiscard]] ErrorKind errorKind(const std::string& errorName);
[[nodiscard]] ClientError describe(const sdbus::Error& error);

// Somebody else has to allow it, or did not.
[[nodiscard]] bool isDenial(ErrorKind kind);

// One plain English sentence for `kind`, ending with a full stop. For ctl and
// logs; the app has its own, translated ones.
[[nodiscard]] const char* sentence(ErrorKind kind);

// What to print: the service's own message if it has one and it says more than
// `sentence` does, else `sentence`.
[[nodiscard]] std::string text(const ClientError& error);

} // namespace samepage::client
