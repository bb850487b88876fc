// SPDX-License-Identifier: GPL-2.0-or-later
// What merging did for each process in the last minutes, as far as the lists told.
#pragma once

#include "client/process_row.h"
#include "gui/chart_points.h"
#include "gui/process_key_hash.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace samepage::gui {

class ProcessHistory {
public:
    // Older lists are dropped; more steps than this, too.
    static constexpr quint64 span = ChartSeries::span;
    static constexpr std::size_t mostSteps = 400'000;

    // The next list. `sameQuestion`: who is new in it was not there before, and is
    // not only shown now. A clock that was set back starts anew.
    void add(quint64 usec, const std::vector<client::ProcessRow>& rows, bool sameQuestion);

    // All of them together: from when all that were there then are known; a pause
    // between lists is a gap.
    [[nodiscard]] std::vector<Reading> sum(const std::vector<client::ProcessKey>& processes) const;

    [[nodiscard]] std::size_t steps() const { return steps_; }

private:
    struct Values {
        quint64 saved = 0;
        quint64 merged = 0;
        quint64 unshared = 0;
        quint64 changing = 0;
        quint64 zero = 0;
        bool scanned = false; // the last three are known

        bool operator==(const Values&) const = default;
    };
    struct Step {
        quint64 usec;
        Values values; // from then on
    };
    struct Track {
        quint64 knownSince = 0; // 0: since it was started
        quint64 listed = 0;     // in which list it was last
        std::vector<Step> steps{};
    };

    void dropBefore(quint64 usec);

    std::deque<quint64> times_; // of the lists
    std::unordered_map<client::ProcessKey, Track, ProcessKeyHash> tracks_;
    std::size_t steps_ = 0;
};

} // namespace samepage::gui
