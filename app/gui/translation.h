// SPDX-License-Identifier: GPL-2.0-or-later
// The texts of the app in the language of the user.
#pragma once

#include <QStringList>

class QCoreApplication;

namespace samepage::gui {

// Installs the first of the languages ("de-DE", the one to be preferred first) that there
// are texts in, and Qt's own texts in it where they are installed. The texts of the
// sources are English: once English is reached, nothing is installed.
void installTranslations(QCoreApplication& application, const QStringList& languages);

} // namespace samepage::gui
