// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_text.h"

#include "gui/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace samepage::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(samepage::gui::Chart)
};

QDateTime moment(quint64 usec) {
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(usec / 1000));
}

QString processText(const client::Event& event) {
    const QString name = event.name ? QString::fromStdString(*event.name) : Words::tr("A process");
    return event.pid ? Words::tr("%1 (%2)", "program and process id").arg(name).arg(*event.pid)
                     : name;
}

} // namespace

QString formatDuration(double seconds) {
    const QLocale locale;
    if (seconds < 59.95) {
        return Words::tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 9.95 ? 1 : 0));
    }
    const auto whole = static_cast<qlonglong>(std::llround(seconds));
    if (whole < 3600 && whole % 60 == 0) {
        return Words::tr("%1 min").arg(whole / 60);
    }
    if (whole < 3600) {
        return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString formatMoment(quint64 usec) {
    return QLocale().toString(moment(usec).date(), QLocale::ShortFormat) + QChar(QChar::Nbsp) +
           formatTimeOfDay(usec);
}

QString formatMomentShort(quint64 usec) {
    return moment(usec).date() == QDate::currentDate() ? formatTimeOfDay(usec) : formatMoment(usec);
}

QString eventText(const client::Event& event) {
    if (event.kind == "marked") {
        return Words::tr("%1 marked").arg(processText(event));
    }
    if (event.kind == "unmarked") {
        return Words::tr("%1 unmarked").arg(processText(event));
    }
    if (event.kind == "started") {
        return Words::tr("Scanning started");
    }
    if (event.kind == "paused") {
        return Words::tr("Scanning paused");
    }
    if (event.kind == "unmerged") {
        return Words::tr("Everything unmerged");
    }
    if (event.kind == "scanner-paused") {
        return Words::tr("Waiting: the kernel’s own scanner was started");
    }
    if (event.kind == "scanner-resumed") {
        return Words::tr("Scanning again");
    }
    if (event.kind == "module-loaded") {
        return Words::tr("Module loaded");
    }
    if (event.kind == "module-unloaded") {
        return Words::tr("Module unloaded");
    }
    if (event.kind == "rules-lost") {
        return Words::tr("The rules were damaged, and begin anew");
    }
    if (event.kind == "settings-lost") {
        return Words::tr("The settings were damaged, and begin anew");
    }
    return QString::fromStdString(event.kind); // of a later version of the service
}

} // namespace samepage::gui
