// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/error_text.h"

#include <QCoreApplication>

namespace samepage::gui {
namespace {

using client::ErrorKind;

QString tr(const char* text) {
    return QCoreApplication::translate("ErrorText", text);
}

QString ownSentence(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotAuthorized:
        return tr("You are not authorised to do this.");
    case ErrorKind::NeedsInteraction:
        return tr("This needs an administrator’s password, and there was no way to ask for it.");
    case ErrorKind::Unavailable:
        return tr("There is no scanner that could do this.");
    case ErrorKind::NotSupported:
        return tr("The kernel’s own scanner cannot do this; it needs the Samepage module.");
    case ErrorKind::Busy:
        return tr("The kernel’s own scanner is in the way.");
    case ErrorKind::Failed:
        return tr("The kernel refused.");
    case ErrorKind::NoSuchProcess:
        return tr("The process has exited.");
    case ErrorKind::NotMarkable:
        return tr("The process has no memory of its own that could be merged.");
    case ErrorKind::InvalidArgument:
        return tr("The Samepage service did not understand the request.");
    case ErrorKind::HelperNotInstalled:
        return tr("The Samepage service is not installed.");
    case ErrorKind::HelperNotAnswering:
        return tr("The Samepage service stopped answering.");
    case ErrorKind::HelperIncompatible:
        return tr("The Samepage service has a version that does not fit this app.");
    case ErrorKind::BusGone:
        return tr("The connection to the system bus was lost.");
    case ErrorKind::Unknown:
        break;
    }
    return tr("Something unexpected went wrong.");
}

} // namespace

QString errorSentence(const client::ClientError& error) {
    switch (error.kind) {
    // The kernel's and the service's own words say what to do; the bus's do not.
    case ErrorKind::NotAuthorized:
    case ErrorKind::Unavailable:
    case ErrorKind::NotSupported:
    case ErrorKind::Busy:
    case ErrorKind::Failed:
    case ErrorKind::InvalidArgument:
    case ErrorKind::Unknown:
        if (!error.message.empty()) {
            return QString::fromStdString(error.message);
        }
        break;
    default:
        break;
    }
    return ownSentence(error.kind);
}

QString errorWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotAuthorized:
    case ErrorKind::NeedsInteraction:
        return tr("Not authorised");
    case ErrorKind::NoSuchProcess:
        return tr("Has exited");
    case ErrorKind::NotMarkable:
        return tr("Cannot be marked");
    case ErrorKind::Busy:
        return tr("Scanner busy");
    case ErrorKind::NotSupported:
    case ErrorKind::Unavailable:
        return tr("Needs the module");
    case ErrorKind::HelperNotInstalled:
    case ErrorKind::HelperNotAnswering:
    case ErrorKind::HelperIncompatible:
    case ErrorKind::BusGone:
        return tr("Service lost");
    case ErrorKind::Failed:
    case ErrorKind::InvalidArgument:
    case ErrorKind::Unknown:
        break;
    }
    return tr("Failed");
}

} // namespace samepage::gui
