// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/saving_text.h"

#include "gui/error_text.h"
#include "gui/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SavingText)
};

QString withError(const client::Estimate& estimate) {
    const QString saved = formatSize(estimate.saved);
    return estimate.error == 0
               ? saved
               : Text::tr("%1, give or take %2").arg(saved, formatSize(estimate.error));
}

QString predicted(const GroupEstimate& estimate) {
    const client::Estimate& numbers = estimate.estimate;
    const std::size_t count = estimate.processes.size();
    if (numbers.saved == 0) {
        return count == 1
                   ? Text::tr("Marking it would save nothing now: none of its pages equal "
                              "each other or those of a marked process.")
                   : Text::tr("Marking %1 processes together would save nothing now: none of "
                              "their pages equal each other or those of a marked process.")
                         .arg(count);
    }
    QStringList parts;
    const auto part = [&](std::uint64_t bytes, const QString& words) {
        if (bytes > 0) {
            parts << words.arg(formatSize(bytes));
        }
    };
    part(numbers.within, count == 1 ? Text::tr("%1 because it holds the same more than once")
                                    : Text::tr("%1 because they hold the same"));
    part(numbers.merged, Text::tr("%1 because it is merged among others already"));
    part(numbers.others, Text::tr("%1 because a marked process holds it too"));
    part(numbers.zero, Text::tr("%1 because it is nothing but zeroes"));
    const QString saved = withError(numbers);
    const QString sum =
        count == 1 ? Text::tr("Marking it would save %1.").arg(saved)
                   : Text::tr("Marking %1 processes together would save %2.").arg(count).arg(saved);
    return parts.isEmpty() ? sum : sum + QChar(u'\n') + parts.join(Text::tr(", ")) + QChar(u'.');
}

QString achieved(const GroupEstimate& estimate, const std::vector<client::ProcessRow>& now) {
    std::uint64_t saved = 0;
    for (const client::ProcessRow& row : now) {
        saved += row.saved;
    }
    saved -= std::min(saved, estimate.savedBefore);
    QString since = formatSize(saved);
    if (estimate.estimate.saved > 0) {
        const double percent =
            100.0 * static_cast<double>(saved) / static_cast<double>(estimate.estimate.saved);
        since = Text::tr("%1 (%2 %)").arg(since, QLocale().toString(percent, 'f', 0));
    }
    const std::size_t count = estimate.processes.size();
    const QString before = withError(estimate.estimate);
    QString text = count == 1
                       ? Text::tr("Estimated: %1. Saved since: %2.").arg(before, since)
                       : Text::tr("Estimated for %1 processes together: %2. Saved since: %3.")
                             .arg(QString::number(count), before, since);
    const auto marked = std::ranges::count_if(now, &client::ProcessRow::marked);
    if (std::cmp_less(marked, count)) {
        text += QChar(u' ') + Text::tr("Marked are %1 of them.").arg(marked);
    }
    if (estimate.estimate.merged + estimate.estimate.others > 0) {
        text += QChar(u'\n') + Text::tr("What it shares with others counts in part for those.");
    }
    return text;
}

} // namespace

QString savingText(const GroupEstimate& estimate, const std::vector<client::ProcessRow>& now) {
    return std::ranges::any_of(now, &client::ProcessRow::marked) ? achieved(estimate, now)
                                                                 : predicted(estimate);
}

QString progressText(const LongWork::Progress& progress) {
    if (progress.cancelling) {
        return Text::tr("Cancelling…");
    }
    const std::size_t count = progress.processes.size();
    if (progress.call == LongCall::MergeNow) {
        return count == 1 ? Text::tr("Merging…")
                          : Text::tr("Merging %1 of %2…").arg(progress.finished + 1).arg(count);
    }
    return count == 1 ? Text::tr("Estimating…") : Text::tr("Estimating %1 processes…").arg(count);
}

QString mergedText(const LongWork::MergeResult& result) {
    QString text = result.newlyMerged == 0
                       ? Text::tr("There was nothing more to merge.")
                       : Text::tr("Merged %1 more.").arg(formatSize(result.newlyMerged));
    if (result.cancelled) {
        text = result.newlyMerged == 0
                   ? Text::tr("Merging was cancelled.")
                   : Text::tr("Merging was cancelled. Until then, %1 were merged.")
                         .arg(formatSize(result.newlyMerged));
    }
    if (result.error) {
        if (result.processes == 1) {
            return withReason(Text::tr("The process was not merged."), *result.error);
        }
        const QString failed = Text::tr("%1 of %2 processes were not merged.")
                                   .arg(result.failed)
                                   .arg(result.processes);
        text += QChar(u' ') + withReason(failed, *result.error);
    }
    return text;
}

} // namespace samepage::gui
