// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/unmerge_need.h"

#include "gui/format.h"

#include <QCoreApplication>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(UnmergeNeed)
};

QString memorySentence(const UnmergeNeed& need) {
    if (!need.needed) {
        return Text::tr("This needs as much free memory as merging saves.");
    }
    const QString needed = formatSize(*need.needed);
    if (!need.available) {
        return Text::tr("This needs %1 of free memory.").arg(needed);
    }
    const QString available = formatSize(*need.available);
    if (!need.isEnough()) {
        return Text::tr("This needs %1 of free memory, and only %2 is available: it would stop "
                        "when memory runs out, and leave the rest merged.")
            .arg(needed, available);
    }
    return Text::tr("This needs %1 of free memory; %2 is available.").arg(needed, available);
}

} // namespace

bool UnmergeNeed::isEnough() const {
    return !needed || !available || *needed <= *available;
}

QString unmergeQuestion(const UnmergeNeed& need) {
    return Text::tr("Scanning stops, and every process gets its own memory back. %1 Processes stay "
                    "marked.")
        .arg(memorySentence(need));
}

} // namespace samepage::gui
