// SPDX-License-Identifier: GPL-2.0-or-later
// The last minutes of counters, oldest first.
#pragma once

#include "client/counters.h"

#include <QtTypes>

#include <deque>
#include <optional>

namespace samepage::gui {

struct Sample {
    quint64 usec = 0; // CLOCK_REALTIME
    client::Counters counters;
    bool afterGap = false; // nothing is known about the time before it
};

class ChartSeries {
public:
    static constexpr quint64 second = 1'000'000;
    static constexpr quint64 span = 900 * second; // older samples are dropped
    static constexpr quint64 gap = 5 * second;    // more than this without a sample is one

    // Returns false, and keeps nothing, for a sample that is not newer than the
    // last: a reply can overtake a signal. A clock that was set back by more
    // than `gap` starts the series anew.
    bool add(quint64 usec, const client::Counters& counters);

    [[nodiscard]] const std::deque<Sample>& samples() const { return samples_; }
    [[nodiscard]] const Sample* last() const {
        return samples_.empty() ? nullptr : &samples_.back();
    }
    // The sample nearest to a time; null when there is none.
    [[nodiscard]] const Sample* nearest(quint64 usec) const;
    // The sample `steps` after (or before, if negative) the one at `usec`, held
    // at the ends.
    [[nodiscard]] const Sample* step(quint64 usec, int steps) const;

private:
    std::deque<Sample> samples_;
};

} // namespace samepage::gui
