// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace samepage {

/// What a caller can tell apart; each has its own D-Bus error name (bus/errors.h).
enum class FailureKind {
    NotAuthorized, ///< a plain no
    PromptDismissed,
    NoAgent, ///< it needs a password, and nobody could ask for one
    AuthorityUnavailable,
    AuthorityTimeout,    ///< of polkit, or of the person at the prompt
    InteractionRequired, ///< a password would help, but the call does not allow asking for one
    Unavailable,
    NotSupported,
    Busy,
    Failed,
    NoSuchProcess,
    NotMarkable,
    InvalidArgument,
    LimitsExceeded,
    Cancelled, ///< ended before it was done, as somebody wanted
};

/// Thrown by everything that a client's call can reach. The message is a
/// sentence for people: it says what went wrong and, where there is one, the way out.
class Failure : public std::runtime_error {
public:
    Failure(FailureKind kind, const std::string& sentence)
        : std::runtime_error(sentence)
        , kind_(kind) {}

    [[nodiscard]] FailureKind kind() const noexcept { return kind_; }

private:
    FailureKind kind_;
};

} // namespace samepage
