// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/error_text.h"

#include "gui/service_words.h"

#include <QCoreApplication>

namespace samepage::gui {
namespace {

using client::ErrorKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString ownSentence(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotAuthorized:
        return Text::tr("You are not authorised to do this.");
    case ErrorKind::NeedsInteraction:
        return Text::tr(
            "This needs an administrator’s password, and there was no way to ask for it.");
    case ErrorKind::Unavailable:
        return Text::tr("There is no scanner that could do this.");
    case ErrorKind::NotSupported:
        return Text::tr("The kernel’s own scanner cannot do this; it needs the Samepage module.");
    case ErrorKind::Busy:
        return Text::tr("The kernel’s own scanner is in the way.");
    case ErrorKind::Failed:
        return Text::tr("The kernel refused.");
    case ErrorKind::NoSuchProcess:
        return Text::tr("The process has exited.");
    case ErrorKind::NotMarkable:
        return Text::tr("The process has no memory of its own that could be merged.");
    case ErrorKind::InvalidArgument:
        return Text::tr("The Samepage service did not understand the request.");
    case ErrorKind::Cancelled:
        return Text::tr("It was cancelled.");
    case ErrorKind::HelperNotInstalled:
        return Text::tr("The Samepage service is not installed.");
    case ErrorKind::HelperNotAnswering:
        return Text::tr("The Samepage service stopped answering.");
    case ErrorKind::HelperIncompatible:
        return Text::tr("The Samepage service has a version that does not fit this app.");
    case ErrorKind::BusGone:
        return Text::tr("The connection to the system bus was lost.");
    case ErrorKind::Unknown:
        break;
    }
    return Text::tr("Something unexpected went wrong.");
}

// The ways in which polkit refuses: what the service says of them names actions.
QString refusalSentence(const std::string& name) {
    if (name.ends_with(".Error.NotAuthorizedDismissed")) {
        return Text::tr("The question for the password was dismissed.");
    }
    if (name.ends_with(".Error.NotAuthorizedNoAgent")) {
        return Text::tr("This needs an administrator’s password, and no program of your session "
                        "could ask for it.");
    }
    if (name.ends_with(".Error.NotAuthorizedTimeout")) {
        return Text::tr("The authorisation service polkit did not answer in time.");
    }
    return {};
}

} // namespace

QString errorSentence(const client::ClientError& error) {
    if (const QString refusal = refusalSentence(error.name); !refusal.isEmpty()) {
        return refusal;
    }
    switch (error.kind) {
    // The kernel's and the service's own words say what to do; the bus's do not.
    case ErrorKind::NotAuthorized:
    case ErrorKind::Unavailable:
    case ErrorKind::NotSupported:
    case ErrorKind::Busy:
    case ErrorKind::Failed:
    case ErrorKind::InvalidArgument:
    case ErrorKind::Cancelled:
    case ErrorKind::Unknown:
        if (!error.message.empty()) {
            return serviceText(error.message);
        }
        break;
    default:
        break;
    }
    return ownSentence(error.kind);
}

QString withReason(const QString& whatFailed, const client::ClientError& error) {
    return whatFailed + QChar(u' ') + errorSentence(error);
}

QString errorWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotAuthorized:
    case ErrorKind::NeedsInteraction:
        return Text::tr("Not authorised");
    case ErrorKind::NoSuchProcess:
        return Text::tr("Has exited");
    case ErrorKind::NotMarkable:
        return Text::tr("Cannot be marked");
    case ErrorKind::Busy:
        return Text::tr("Scanner busy");
    case ErrorKind::NotSupported:
    case ErrorKind::Unavailable:
        return Text::tr("Needs the module");
    case ErrorKind::HelperNotInstalled:
    case ErrorKind::HelperNotAnswering:
    case ErrorKind::HelperIncompatible:
    case ErrorKind::BusGone:
        return Text::tr("Service lost");
    case ErrorKind::Cancelled:
        return Text::tr("Cancelled");
    case ErrorKind::Failed:
    case ErrorKind::InvalidArgument:
    case ErrorKind::Unknown:
        break;
    }
    return Text::tr("Failed");
}

} // namespace samepage::gui
