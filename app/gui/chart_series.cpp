// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_series.h"

#include <algorithm>

namespace samepage::gui {

bool ChartSeries::add(quint64 usec, const client::Counters& counters) {
    bool afterGap = false;
    if (!samples_.empty()) {
        const quint64 before = samples_.back().usec;
        if (usec + gap < before) {
            samples_.clear();
        } else if (usec <= before) {
            return false;
        } else {
            afterGap = usec - before > gap;
        }
    }
    samples_.push_back({.usec = usec, .counters = counters, .afterGap = afterGap});
    while (samples_.front().usec + span < usec) {
        samples_.pop_front();
    }
    return true;
}

const Sample* ChartSeries::nearest(quint64 usec) const {
    if (samples_.empty()) {
        return nullptr;
    }
    const auto after = std::ranges::lower_bound(samples_, usec, {}, &Sample::usec);
    if (after == samples_.begin()) {
        return &*after;
    }
    const auto before = std::prev(after);
    if (after == samples_.end() || usec - before->usec <= after->usec - usec) {
        return &*before;
    }
    return &*after;
}

const Sample* ChartSeries::step(quint64 usec, int steps) const {
    if (samples_.empty()) {
        return nullptr;
    }
    const auto here = std::ranges::lower_bound(samples_, usec, {}, &Sample::usec);
    const auto position = std::distance(samples_.begin(), here) + steps;
    const auto last = static_cast<std::ptrdiff_t>(samples_.size()) - 1;
    return &samples_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(position, 0, last))];
}

} // namespace samepage::gui
