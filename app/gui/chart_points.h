// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers behind the curves of one view.
#pragma once

#include "gui/chart_curves.h"
#include "gui/chart_series.h"

#include "client/history.h"

#include <array>
#include <optional>
#include <vector>

namespace samepage::gui {

// The values at one time; not a number where nothing is known.
struct Reading {
    quint64 usec = 0; // CLOCK_REALTIME
    std::array<double, CurveCount> values{};

    [[nodiscard]] bool known() const;
};

class ChartPoints {
public:
    explicit ChartPoints(ChartView view = ChartView::Memory)
        : view_(view) {}

    // Only what metricsOf(view) asked for.
    [[nodiscard]] static ChartPoints ofHistory(ChartView view, const client::HistoryPoints& sent);

    // By time, of what came from elsewhere.
    [[nodiscard]] static ChartPoints ofReadings(ChartView view, std::vector<Reading> readings);

    // Adds the samples after the last point. A pause of more than `allowed`
    // (microseconds) between the two is a gap.
    void append(const ChartSeries& live, quint64 allowed);

    [[nodiscard]] ChartView view() const { return view_; }
    // By time; a gap is a reading of which nothing is known.
    [[nodiscard]] const std::vector<Reading>& readings() const { return readings_; }
    // The known reading nearest to a time; null when there is none.
    [[nodiscard]] const Reading* nearest(quint64 usec) const;
    // The known reading `steps` after (or before) the one at `usec`, held at
    // the ends.
    [[nodiscard]] const Reading* step(quint64 usec, int steps) const;

private:
    void add(const Reading& reading) { readings_.push_back(reading); }

    ChartView view_;
    std::vector<Reading> readings_;
};

} // namespace samepage::gui
