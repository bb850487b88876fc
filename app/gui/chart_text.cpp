// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_text.h"

#include "gui/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace samepage::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(samepage::gui::Chart)
};

// Kinds of History.Events; %1 is the process, where there is one.
constexpr std::array<std::pair<std::string_view, const char*>, 12> eventWords{{
    {"marked", QT_TRANSLATE_NOOP("samepage::gui::Chart", "%1 marked")},
    {"unmarked", QT_TRANSLATE_NOOP("samepage::gui::Chart", "%1 unmarked")},
    {"started", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Scanning started")},
    {"paused", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Scanning paused")},
    {"unmerged", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Everything unmerged")},
    {"scanner-paused",
     QT_TRANSLATE_NOOP("samepage::gui::Chart", "Waiting: the kernel’s own scanner was started")},
    {"scanner-resumed", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Scanning again")},
    {"module-loaded", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Module loaded")},
    {"module-unloaded", QT_TRANSLATE_NOOP("samepage::gui::Chart", "Module unloaded")},
    {"rules-lost",
     QT_TRANSLATE_NOOP("samepage::gui::Chart", "The rules were damaged, and begin anew")},
    {"history-lost",
     QT_TRANSLATE_NOOP("samepage::gui::Chart", "The history was damaged, and begins anew")},
    {"settings-lost",
     QT_TRANSLATE_NOOP("samepage::gui::Chart", "The settings were damaged, and begin anew")},
}};

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
    const auto* found =
        std::ranges::find(eventWords, event.kind, &decltype(eventWords)::value_type::first);
    if (found == eventWords.end()) {
        return QString::fromStdString(event.kind); // of a later version of the service
    }
    const QString text = Words::tr(found->second);
    return text.contains(QStringLiteral("%1")) ? text.arg(processText(event)) : text;
}

} // namespace samepage::gui
