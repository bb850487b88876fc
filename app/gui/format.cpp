// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/format.h"

#include "client/size_format.h"

#include <QDateTime>
#include <QLocale>

namespace samepage::gui {

QString formatSize(quint64 bytes) {
    const client::ScaledSize size = client::scaleBytes(bytes);
    // A no-break space: a number must not lose its unit at the end of a line.
    return QLocale().toString(size.value, 'f', size.decimals) + QChar(QChar::Nbsp) +
           QString::fromLatin1(size.unit.data(), static_cast<qsizetype>(size.unit.size()));
}

QString formatCount(quint64 count) {
    return QLocale().toString(count);
}

QString formatTimeOfDay(quint64 usec) {
    const auto time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(usec / 1000)).time();
    return QLocale().toString(time, QStringLiteral("HH:mm:ss"));
}

} // namespace samepage::gui
