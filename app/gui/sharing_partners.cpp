// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/sharing_partners.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace samepage::gui {
namespace {

using client::ProcessRow;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SharingPartners)
};

constexpr qsizetype mostNamed = 6;

bool isSameProgram(const ProcessRow& one, const ProcessRow& other) {
    return one.exe.empty() || other.exe.empty() ? one.name == other.name : one.exe == other.exe;
}

QString firstOf(const QStringList& names) {
    const QString first = names.mid(0, mostNamed).join(QStringLiteral(", "));
    return names.size() <= mostNamed
               ? first
               : Text::tr("%1 and %2 more", "names").arg(first).arg(names.size() - mostNamed);
}

} // namespace

SharingPartners sharingPartners(const ProcessRow& process, const std::vector<ProcessRow>& listed) {
    SharingPartners partners;
    if (process.merged == 0) {
        return partners;
    }
    for (const ProcessRow& other : listed) {
        // Users are domains of their own unless somebody has changed that.
        if (other.key == process.key || other.merged == 0 || other.uid != process.uid) {
            continue;
        }
        (isSameProgram(process, other) ? partners.sameProgram : partners.otherPrograms)
            .push_back(other);
    }
    return partners;
}

QString partnersText(const ProcessRow& process, const SharingPartners& partners) {
    if (process.merged == 0) {
        return {};
    }
    QStringList sentences;
    if (!partners.sameProgram.empty()) {
        QStringList pids;
        for (const ProcessRow& row : partners.sameProgram) {
            pids << QString::number(row.key.pid);
        }
        sentences << Text::tr("Most likely others of the same program that have merged memory "
                              "too: PID %1.")
                         .arg(firstOf(pids));
    }
    if (!partners.otherPrograms.empty()) {
        QStringList names;
        for (const ProcessRow& row : partners.otherPrograms) {
            names << QString::fromStdString(row.name);
        }
        names.removeDuplicates();
        sentences << (partners.sameProgram.empty()
                          ? Text::tr("Possibly other programs of the same user: %1.")
                          : Text::tr("Possibly also other programs of the same user: %1."))
                         .arg(firstOf(names));
    }
    if (sentences.empty()) {
        sentences << Text::tr("Nobody in the list: partners may belong to another user or have "
                              "exited, or the same contents are several times in this process.");
    }
    return sentences.join(QChar(u' '));
}

} // namespace samepage::gui
