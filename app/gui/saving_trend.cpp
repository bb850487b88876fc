// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/saving_trend.h"

#include "gui/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SavingTrend)
};

QString timeText(std::chrono::seconds time) {
    return time < std::chrono::minutes(1)
               ? Text::tr("%1 s ago").arg(time.count())
               : Text::tr("%1 min ago").arg(std::chrono::round<std::chrono::minutes>(time).count());
}

} // namespace

void SavingTrend::begin(Time time) {
    samples_.assign(1, {.time = time, .bytes = 0});
}

void SavingTrend::add(Time time, quint64 bytes) {
    const auto isOld = [&](const Sample& sample) { return time - sample.time > window; };
    const auto young = std::ranges::find_if_not(samples_, isOld);
    samples_.erase(samples_.begin(), young);
    samples_.push_back({.time = time, .bytes = bytes});
    // Whoever samples more often than that sees less far back.
    if (samples_.size() > mostSamples) {
        samples_.erase(samples_.begin());
    }
    if (std::ranges::all_of(samples_, [](const Sample& sample) { return sample.bytes == 0; })) {
        samples_.clear();
        samples_.shrink_to_fit();
    }
}

qint64 SavingTrend::change() const {
    return isKnown() ? static_cast<qint64>(samples_.back().bytes) -
                           static_cast<qint64>(samples_.front().bytes)
                     : 0;
}

QString trendText(const SavingTrend& trend) {
    if (!trend.isKnown()) {
        return {};
    }
    const SavingTrend::Sample& then = trend.samples().front();
    const SavingTrend::Sample& now = trend.samples().back();
    const QString ago = timeText(std::chrono::round<std::chrono::seconds>(now.time - then.time));
    return Text::tr("Saved %1 %2, %3 now", "size, time such as “5 min ago”, size")
        .arg(formatSize(then.bytes), ago, formatSize(now.bytes));
}

} // namespace samepage::gui
