// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/client_error.h"

#include <array>
#include <string_view>
#include <utility>

namespace samepage::client {
namespace {

using Entry = std::pair<std::string_view, ErrorKind>;

constexpr std::string_view ownPrefix = "org.samepage.Samepage1.Error.";
constexpr std::array<Entry, 13> ownErrors{{
    {"NotAuthorized", ErrorKind::NotAuthorized},
    // Which of them it is, the service's message says.
    {"NotAuthorizedDismissed", ErrorKind::NotAuthorized},
    {"NotAuthorizedNoAgent", ErrorKind::NotAuthorized},
    {"NotAuthorizedTimeout", ErrorKind::NotAuthorized},
    {"NotAuthorizedUnavailable", ErrorKind::NotAuthorized},
    {"Unavailable", ErrorKind::Unavailable},
    {"NotSupported", ErrorKind::NotSupported},
    {"Busy", ErrorKind::Busy},
    {"Failed", ErrorKind::Failed},
    {"NoSuchProcess", ErrorKind::NoSuchProcess},
    {"NotMarkable", ErrorKind::NotMarkable},
    {"InvalidArgument", ErrorKind::InvalidArgument},
    {"Cancelled", ErrorKind::Cancelled},
}};

constexpr std::string_view busPrefix = "org.freedesktop.DBus.Error.";
constexpr std::array<Entry, 17> busErrors{{
    {"InteractiveAuthorizationRequired", ErrorKind::NeedsInteraction},
    {"AccessDenied", ErrorKind::NotAuthorized},
    {"AuthFailed", ErrorKind::NotAuthorized},
    {"ServiceUnknown", ErrorKind::HelperNotInstalled},
    {"NameHasNoOwner", ErrorKind::HelperNotInstalled},
    {"NoReply", ErrorKind::HelperNotAnswering},
    {"Timeout", ErrorKind::HelperNotAnswering},
    {"TimedOut", ErrorKind::HelperNotAnswering},
    {"UnknownMethod", ErrorKind::HelperIncompatible},
    {"UnknownInterface", ErrorKind::HelperIncompatible},
    {"UnknownObject", ErrorKind::HelperIncompatible},
    {"UnknownProperty", ErrorKind::HelperIncompatible},
    {"InvalidSignature", ErrorKind::HelperIncompatible},
    {"InvalidArgs", ErrorKind::InvalidArgument},
    {"Disconnected", ErrorKind::BusGone},
    {"NoServer", ErrorKind::BusGone},
    // The socket of the bus is not there.
    {"FileNotFound", ErrorKind::BusGone},
}};

// What sd-bus makes of an errno of the connection itself.
constexpr std::string_view systemPrefix = "System.Error.";
constexpr std::array<Entry, 7> systemErrors{{
    {"ENOTCONN", ErrorKind::BusGone},
    {"ECONNRESET", ErrorKind::BusGone},
    {"ECONNREFUSED", ErrorKind::BusGone},
    {"EPIPE", ErrorKind::BusGone},
    {"ENOENT", ErrorKind::BusGone},
    {"ESTALE", ErrorKind::BusGone},
    {"ETIMEDOUT", ErrorKind::HelperNotAnswering},
}};

template <std::size_t size>
ErrorKind lookUp(const std::array<Entry, size>& entries, std::string_view word) {
    for (const auto& [name, kind] : entries) {
        if (name == word) {
            return kind;
        }
    }
    return ErrorKind::Unknown;
}

} // namespace

ErrorKind errorKind(const std::string& errorName) {
    const std::string_view name = errorName;
    if (name.starts_with(ownPrefix)) {
        return lookUp(ownErrors, name.substr(ownPrefix.size()));
    }
    if (name.starts_with(busPrefix)) {
        const std::string_view word = name.substr(busPrefix.size());
        // Spawn.*: the bus knows how to start the helper, and it failed.
        return word.starts_with("Spawn.") ? ErrorKind::HelperNotAnswering : lookUp(busErrors, word);
    }
    if (name.starts_with(systemPrefix)) {
        return lookUp(systemErrors, name.substr(systemPrefix.size()));
    }
    // systemd starts the helper for the bus; its own errors reach the caller.
    if (name.starts_with("org.freedesktop.systemd1.")) {
        return ErrorKind::HelperNotAnswering;
    }
    return ErrorKind::Unknown;
}

ClientError describe(const sdbus::Error& error) {
    return {
        .kind = errorKind(error.getName()), .name = error.getName(), .message = error.getMessage()};
}

bool isDenial(ErrorKind kind) {
    return kind == ErrorKind::NotAuthorized || kind == ErrorKind::NeedsInteraction;
}

const char* sentence(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotAuthorized:
        return "You are not authorised to do this.";
    case ErrorKind::NeedsInteraction:
        return "This needs an administrator's password, and there was no way to ask for it.";
    case ErrorKind::Unavailable:
        return "There is no engine that could do this.";
    case ErrorKind::NotSupported:
        return "The kernel's own scanner cannot do this; it needs the Samepage module.";
    case ErrorKind::Busy:
        return "The kernel's own scanner is in the way.";
    case ErrorKind::Failed:
        return "The kernel refused.";
    case ErrorKind::NoSuchProcess:
        return "The process has exited.";
    case ErrorKind::NotMarkable:
        return "The process has no memory of its own that could be merged.";
    case ErrorKind::InvalidArgument:
        return "The service did not understand the request.";
    case ErrorKind::Cancelled:
        return "It was cancelled.";
    case ErrorKind::HelperNotInstalled:
        return "The Samepage service is not installed or not running.";
    case ErrorKind::HelperNotAnswering:
        return "The Samepage service does not answer.";
    case ErrorKind::HelperIncompatible:
        return "The Samepage service has another version that does not fit.";
    case ErrorKind::BusGone:
        return "There is no connection to the system bus.";
    case ErrorKind::Unknown:
        break;
    }
    return "Something unexpected went wrong.";
}

std::string text(const ClientError& error) {
    switch (error.kind) {
    // Here the bus and sd-bus speak of names and replies, not to people.
    case ErrorKind::NeedsInteraction:
    case ErrorKind::HelperNotInstalled:
    case ErrorKind::HelperNotAnswering:
    case ErrorKind::HelperIncompatible:
    case ErrorKind::BusGone:
        return sentence(error.kind);
    default:
        return error.message.empty() ? sentence(error.kind) : error.message;
    }
}

} // namespace samepage::client
