// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_history.h"

#include <algorithm>
#include <limits>

namespace samepage::gui {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Reading nothingAt(quint64 usec) {
    Reading reading{.usec = usec};
    reading.values.fill(unknown);
    return reading;
}

} // namespace

void ProcessHistory::add(quint64 usec, const std::vector<client::ProcessRow>& rows,
                         bool sameQuestion) {
    if (!times_.empty() && usec <= times_.back()) {
        if (usec + ChartSeries::gap > times_.back()) {
            return; // two answers at once
        }
        *this = {};
    }
    const bool first = times_.empty();
    times_.push_back(usec);
    for (const client::ProcessRow& row : rows) {
        const auto [entry, isNew] = tracks_.try_emplace(row.key);
        Track& track = entry->second;
        if (isNew && (first || !sameQuestion)) {
            track.knownSince = usec;
        }
        track.listed = usec;
        const Values now{.saved = row.saved,
                         .merged = row.merged,
                         .unshared = row.unshared,
                         .changing = row.changing,
                         .zero = row.zero,
                         .scanned = row.scanned > 0};
        if (track.steps.empty() ? now != Values() : now != track.steps.back().values) {
            track.steps.push_back({.usec = usec, .values = now});
            ++steps_;
        }
    }
    // Those that are not listed any more come back as somebody new, if at all.
    std::erase_if(tracks_, [&](const auto& entry) {
        const bool gone = entry.second.listed != usec;
        steps_ -= gone ? entry.second.steps.size() : 0;
        return gone;
    });
    if (times_.front() + span < usec) {
        // Not each time: it goes through all of them.
        dropBefore(usec - span + span / 16);
    }
    while (steps_ > mostSteps && times_.size() > 2) {
        const std::size_t before = steps_;
        dropBefore(times_[times_.size() / 2]);
        if (steps_ == before) {
            break;
        }
    }
}

void ProcessHistory::dropBefore(quint64 usec) {
    while (times_.size() > 1 && times_.front() < usec) {
        times_.pop_front();
    }
    for (auto& [key, track] : tracks_) {
        // The last one before it still holds.
        auto keep = std::ranges::upper_bound(track.steps, usec, {}, &Step::usec);
        keep = keep == track.steps.begin() ? keep : std::prev(keep);
        steps_ -= static_cast<std::size_t>(keep - track.steps.begin());
        track.steps.erase(track.steps.begin(), keep);
    }
}

std::vector<Reading> ProcessHistory::sum(const std::vector<client::ProcessKey>& processes) const {
    std::vector<const Track*> tracks;
    quint64 since = 0;
    for (const client::ProcessKey& key : processes) {
        if (const auto found = tracks_.find(key); found != tracks_.end()) {
            tracks.push_back(&found->second);
            since = std::max(since, found->second.knownSince);
        }
    }
    if (tracks.empty()) {
        return {};
    }
    std::vector<Reading> readings;
    std::vector<std::size_t> places(tracks.size(), 0);
    const auto begin = std::ranges::lower_bound(times_, since);
    for (auto time = begin; time != times_.end(); ++time) {
        if (time != begin && *time - *std::prev(time) > ChartSeries::gap) {
            readings.push_back(nothingAt(*time - 1));
        }
        Reading reading = nothingAt(*time);
        bool scanned = false;
        Values all;
        for (std::size_t number = 0; number < tracks.size(); ++number) {
            const std::vector<Step>& steps = tracks[number]->steps;
            std::size_t& place = places[number]; // of the step after
            while (place < steps.size() && steps[place].usec <= *time) {
                ++place;
            }
            if (place == 0) {
                continue;
            }
            const Values& values = steps[place - 1].values;
            all.saved += values.saved;
            all.merged += values.merged;
            all.unshared += values.unshared;
            all.changing += values.changing;
            all.zero += values.zero;
            scanned = scanned || values.scanned;
        }
        reading.values[OwnSaved] = static_cast<double>(all.saved);
        reading.values[OwnMerged] = static_cast<double>(all.merged);
        if (scanned) {
            reading.values[OwnUnshared] = static_cast<double>(all.unshared);
            reading.values[OwnVolatile] = static_cast<double>(all.changing);
            reading.values[OwnZero] = static_cast<double>(all.zero);
        }
        readings.push_back(reading);
    }
    return readings;
}

} // namespace samepage::gui
