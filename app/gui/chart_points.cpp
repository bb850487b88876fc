// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_points.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <utility>

#include <unistd.h>

namespace samepage::gui {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Reading nothingAt(quint64 usec) {
    Reading reading{.usec = usec};
    reading.values.fill(unknown);
    return reading;
}

double bytesOfPages(double pages) {
    static const auto pageSize = static_cast<double>(::sysconf(_SC_PAGESIZE));
    return pages * pageSize;
}

double secondsBetween(quint64 from, quint64 to) {
    return static_cast<double>(to - from) / 1e6;
}

// Makes speeds out of the scanner's counters, taken one after the other.
class Speeds {
public:
    // What is not known yet is not a number.
    Reading next(quint64 usec, double scanned, double passes, double cpu) {
        Reading reading = nothingAt(usec);
        if (std::isnan(scanned)) {
            seen_ = false;
            return reading;
        }
        if (seen_ && (scanned < scanned_ || passes < passes_)) {
            seen_ = false; // the module was loaded anew
        }
        if (seen_ && usec > usec_) {
            reading.values[ScanRate] = (scanned - scanned_) / secondsBetween(usec_, usec);
            // Not a number where one of them is none. Threads may have been counted anew.
            if (cpu >= cpu_) {
                reading.values[ScanCpu] = (cpu - cpu_) / static_cast<double>(usec - usec_) * 100;
            }
        }
        if (!seen_) {
            ends_.clear();
            passTime_ = unknown;
            passes_ = passes;
        } else if (passes > passes_) {
            passes_ = passes;
            finishPass(usec);
        }
        reading.values[PassTime] = passTime_;
        seen_ = true;
        usec_ = usec;
        scanned_ = scanned;
        cpu_ = cpu;
        return reading;
    }

private:
    struct End {
        quint64 usec;
        double passes;
    };

    void finishPass(quint64 usec) {
        // Its end is known no better than samples lie apart: short passes are
        // taken together, until that is a tenth at most.
        constexpr quint64 exact = 10;
        const quint64 apart = usec - usec_;
        ends_.push_back({usec, passes_});
        while (ends_.size() > 2 && usec - ends_[1].usec >= exact * apart) {
            ends_.pop_front();
        }
        if (ends_.size() > 1) {
            passTime_ = secondsBetween(ends_.front().usec, usec) / (passes_ - ends_.front().passes);
        }
    }

    bool seen_ = false;
    quint64 usec_ = 0;
    double scanned_ = 0;
    double passes_ = 0;
    double cpu_ = unknown;
    std::deque<End> ends_; // of passes
    double passTime_ = unknown;
};

Reading memoryReading(const Sample& sample) {
    const client::Counters& counters = sample.counters;
    Reading reading = nothingAt(sample.usec);
    const auto pages = [&](Curve curve, std::uint64_t count) {
        reading.values[curve] = bytesOfPages(static_cast<double>(count));
    };
    reading.values[Saved] = static_cast<double>(counters.savedBytes);
    pages(Shared, counters.pagesShared);
    pages(Sharing, counters.pagesSharing);
    pages(Unshared, counters.pagesUnshared);
    pages(Volatile, counters.pagesVolatile);
    pages(Zero, counters.zeroPages);
    return reading;
}

// Of the same length as the series it was made of.
std::vector<Reading> readingsOf(const ChartSeries& live, ChartView view) {
    std::vector<Reading> readings;
    Speeds speeds;
    for (const Sample& sample : live.samples()) {
        if (view == ChartView::Memory) {
            readings.push_back(memoryReading(sample));
            continue;
        }
        if (sample.afterGap) {
            static_cast<void>(speeds.next(sample.usec, unknown, unknown, unknown));
        }
        readings.push_back(speeds.next(
            sample.usec, static_cast<double>(sample.counters.pagesScanned),
            static_cast<double>(sample.counters.fullScans),
            sample.counters.scannerCpu ? static_cast<double>(*sample.counters.scannerCpu)
                                       : unknown));
    }
    return readings;
}

} // namespace

bool Reading::known() const {
    return std::ranges::any_of(values, [](double value) { return !std::isnan(value); });
}

ChartPoints ChartPoints::ofHistory(ChartView view, const client::HistoryPoints& sent) {
    ChartPoints points(view);
    points.readings_.reserve(sent.times.size());
    if (view == ChartView::Memory) {
        const std::vector<std::string> metrics = metricsOf(view);
        const std::vector<Curve> curves = curvesOf(view);
        for (const quint64 usec : sent.times) {
            points.add(nothingAt(usec));
        }
        for (std::size_t number = 0; number < curves.size(); ++number) {
            const Curve curve = curves[number];
            const std::vector<double>& values = sent.values.at(metrics[number]);
            for (std::size_t at = 0; at < values.size(); ++at) {
                points.readings_[at].values[curve] =
                    curve == Saved ? values[at] : bytesOfPages(values[at]);
            }
        }
        return points;
    }
    const std::vector<double>& scanned = sent.values.at("pages_scanned");
    const std::vector<double>& average = sent.values.at("pages_scanned.average");
    const std::vector<double>& passes = sent.values.at("full_scans");
    const std::vector<double>& cpu = sent.values.at("scanner_cpu_usec");
    Speeds speeds;
    for (std::size_t at = 0; at < sent.times.size(); ++at) {
        // A counter that grew within a span has two points there, of which the
        // second one says only how far, not when.
        const bool sameSpan =
            at > 0 && average[at] == average[at - 1] && scanned[at] > scanned[at - 1];
        if (!sameSpan) {
            points.add(speeds.next(sent.times[at], scanned[at], passes[at], cpu[at]));
        }
    }
    return points;
}

ChartPoints ChartPoints::ofReadings(ChartView view, std::vector<Reading> readings) {
    ChartPoints points(view);
    points.readings_ = std::move(readings);
    return points;
}

void ChartPoints::append(const ChartSeries& live, quint64 allowed) {
    const std::vector<Reading> readings = readingsOf(live, view_);
    const quint64 last = readings_.empty() ? 0 : readings_.back().usec;
    for (std::size_t at = 0; at < readings.size(); ++at) {
        const Sample& sample = live.samples()[at];
        if (sample.usec <= last) {
            continue;
        }
        const bool first = readings_.empty();
        // What the history knows of a pause in the chart's own samples is no gap.
        const bool joins = !first && readings_.back().usec == last;
        if (!first && (joins ? sample.usec - last > allowed : sample.afterGap)) {
            add(nothingAt(sample.usec - 1));
        }
        // Nothing to draw of the first sample, but no reason to lift the pen.
        if (readings[at].known()) {
            add(readings[at]);
        }
    }
}

const Reading* ChartPoints::nearest(quint64 usec) const {
    const Reading* best = nullptr;
    const auto distance = [usec](const Reading& reading) {
        return usec > reading.usec ? usec - reading.usec : reading.usec - usec;
    };
    const auto after = std::ranges::lower_bound(readings_, usec, {}, &Reading::usec);
    const auto right =
        std::find_if(after, readings_.end(), [](const Reading& r) { return r.known(); });
    if (right != readings_.end()) {
        best = &*right;
    }
    const auto left = std::find_if(std::make_reverse_iterator(after), readings_.rend(),
                                   [](const Reading& r) { return r.known(); });
    if (left != readings_.rend() && (best == nullptr || distance(*left) <= distance(*best))) {
        best = &*left;
    }
    return best;
}

const Reading* ChartPoints::step(quint64 usec, int steps) const {
    const Reading* here = nearest(usec);
    if (here == nullptr) {
        return nullptr;
    }
    auto at = here - readings_.data();
    const auto count = static_cast<std::ptrdiff_t>(readings_.size());
    const std::ptrdiff_t direction = steps < 0 ? -1 : 1;
    for (int left = std::abs(steps); left > 0;) {
        at += direction;
        if (at < 0 || at >= count) {
            break;
        }
        if (readings_[static_cast<std::size_t>(at)].known()) {
            here = &readings_[static_cast<std::size_t>(at)];
            --left;
        }
    }
    return here;
}

} // namespace samepage::gui
