// SPDX-License-Identifier: GPL-2.0-or-later
// What went wrong, in the user's language.
#pragma once

#include "client/client_error.h"

#include <QString>

namespace samepage::gui {

// A whole sentence; with what the service said, where that says more.
[[nodiscard]] QString errorSentence(const client::ClientError& error);

// What failed, in a sentence, and why.
[[nodiscard]] QString withReason(const QString& whatFailed, const client::ClientError& error);

// A few words, for a table cell.
[[nodiscard]] QString errorWords(client::ErrorKind kind);

} // namespace samepage::gui
