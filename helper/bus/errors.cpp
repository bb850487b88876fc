// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/errors.h"

#include <string>

namespace samepage {
namespace {

const char* errorName(FailureKind kind) {
    switch (kind) {
    case FailureKind::NotAuthorized:
        return "org.samepage.Samepage1.Error.NotAuthorized";
    case FailureKind::PromptDismissed:
        return "org.samepage.Samepage1.Error.NotAuthorizedDismissed";
    case FailureKind::NoAgent:
        return "org.samepage.Samepage1.Error.NotAuthorizedNoAgent";
    case FailureKind::AuthorityUnavailable:
        return "org.samepage.Samepage1.Error.NotAuthorizedUnavailable";
    case FailureKind::AuthorityTimeout:
        return "org.samepage.Samepage1.Error.NotAuthorizedTimeout";
    case FailureKind::InteractionRequired:
        return "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired";
    case FailureKind::Unavailable:
        return "org.samepage.Samepage1.Error.Unavailable";
    case FailureKind::NotSupported:
        return "org.samepage.Samepage1.Error.NotSupported";
    case FailureKind::Busy:
        return "org.samepage.Samepage1.Error.Busy";
    case FailureKind::NoSuchProcess:
        return "org.samepage.Samepage1.Error.NoSuchProcess";
    case FailureKind::NotMarkable:
        return "org.samepage.Samepage1.Error.NotMarkable";
    case FailureKind::InvalidArgument:
        return "org.samepage.Samepage1.Error.InvalidArgument";
    case FailureKind::LimitsExceeded:
        return "org.freedesktop.DBus.Error.LimitsExceeded";
    case FailureKind::Cancelled:
        return "org.samepage.Samepage1.Error.Cancelled";
    case FailureKind::Failed:
        break;
    }
    return "org.samepage.Samepage1.Error.Failed";
}

} // namespace

sdbus::Error busError(const Failure& failure) {
    return {sdbus::Error::Name(errorName(failure.kind())), std::string(failure.what())};
}

} // namespace samepage
