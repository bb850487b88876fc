// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/details_text.h"

#include "gui/format.h"
#include "gui/service_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace samepage::gui {
namespace {

using client::EngineState;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DetailsText)
};

QString singleExplanation(const ProcessRow& process, const EngineStatus& status) {
    if (!process.markable) {
        return Text::tr("It has no memory of its own that could be merged.");
    }
    if (process.marked && process.merged > 0) {
        return Text::tr(
                   "It takes part in merging. Unmarking it gives it a copy of its own of every "
                   "merged page again, for which %1 of free memory are needed.")
            .arg(formatSize(process.merged));
    }
    if (process.marked) {
        if (status.state == EngineState::Waiting) {
            return Text::tr("It takes part in merging, but the scanner waits: %1")
                .arg(explanationText(status));
        }
        return status.state == EngineState::Running
                   ? Text::tr(
                         "It takes part in merging. Nothing of it is merged yet: the scanner has "
                         "to pass over its memory twice, and finds only what another marked "
                         "process holds too.")
                   : Text::tr("It takes part in merging, but the scanner is paused.");
    }
    if (!canMark(status)) {
        return Text::tr(
            "Marking a running process needs the Samepage module, which is not in use now.");
    }
    QString text =
        Text::tr(
            "Marking it lets the scanner look for pages in its %1 that another marked process "
            "holds too, and keep each of them once. The process notices nothing: it gets a copy "
            "of its own as soon as it writes to such a page. What it starts later is marked too.")
            .arg(formatSize(process.rss));
    if (process.mergeable) {
        text +=
            QChar(u' ') + Text::tr("The program has offered a part of its memory for merging by "
                                   "itself.");
    }
    return text;
}

QString severalExplanation(const std::vector<ProcessRow>& selected, const EngineStatus& status) {
    const auto marked = std::ranges::count_if(selected, &ProcessRow::marked);
    const auto markable = std::ranges::count_if(selected, client::isYetToMark);
    if (marked == std::ssize(selected)) {
        return Text::tr("All of them take part in merging.");
    }
    if (markable == 0) {
        return Text::tr("None of them can be marked now.");
    }
    if (!canMark(status)) {
        return Text::tr(
            "Marking running processes needs the Samepage module, which is not in use now.");
    }
    return Text::tr(
        "Marking them lets the scanner look for identical pages in all of them, and keep "
        "each of those once. The more alike they are, such as several instances of one "
        "program, the more it saves.");
}

} // namespace

DetailsText detailsText(const std::vector<ProcessRow>& selected, const EngineStatus& status,
                        quint32 ownUid) {
    DetailsText text;
    for (const ProcessRow& process : selected) {
        text.memory += process.rss;
        text.merged += process.merged;
        text.saved += process.saved;
    }
    const bool foreign = std::ranges::any_of(
        selected, [ownUid](const ProcessRow& row) { return row.uid != ownUid && !row.marked; });

    if (selected.size() == 1) {
        const ProcessRow& process = selected.front();
        text.title = QString::fromStdString(process.name);
        QStringList facts{Text::tr("PID %1").arg(process.key.pid),
                          QString::fromStdString(process.user)};
        // The unit of a container only repeats its id, in 64 digits.
        if (!process.container.empty()) {
            facts << QString::fromStdString(process.container);
        } else if (!process.unit.empty()) {
            facts << QString::fromStdString(process.unit);
        }
        text.subtitle = facts.join(QStringLiteral(" · "));
        text.path = QString::fromStdString(process.exe);
        text.explanation = singleExplanation(process, status);
        if (foreign && process.markable && ownUid != 0 && canMark(status)) {
            text.explanation += QChar(u'\n') + Text::tr("It belongs to %1: marking it asks for an "
                                                        "administrator’s password.")
                                                   .arg(QString::fromStdString(process.user));
        }
        return text;
    }
    text.title = Text::tr("%1 processes").arg(selected.size());
    QStringList names;
    std::unordered_set<std::string_view> seen;
    for (const ProcessRow& process : selected) {
        if (seen.insert(process.name).second) {
            names << QString::fromStdString(process.name);
        }
    }
    text.subtitle = names.join(QStringLiteral(", "));
    text.explanation = severalExplanation(selected, status);
    if (foreign && ownUid != 0 && canMark(status)) {
        text.explanation += QChar(u'\n') + Text::tr("Marking those of other users asks for an "
                                                    "administrator’s password.");
    }
    return text;
}

} // namespace samepage::gui
