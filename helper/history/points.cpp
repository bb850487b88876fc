// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/points.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace samepage {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Neighbours that are drawn together.
struct Group {
    Span span; ///< everything in it; ends where the last one ends
    std::uint64_t lastStart = 0;
    std::uint64_t bucket = 0;
};

bool flat(const Span& span) {
    return std::all_of(span.metrics.begin(), span.metrics.end(),
                       [](const Stats& stats) { return stats.flat(); });
}

Group groupOf(const Span& span, std::uint64_t bucket) {
    return {span, span.start, bucket};
}

void append(Group& group, const Span& span) {
    for (std::size_t metric = 0; metric < span.metrics.size(); ++metric)
        group.span.metrics[metric].append(span.metrics[metric]);
    group.span.width = span.end() - group.span.start;
    group.lastStart = span.start;
}

/// A hole between two that are drawn one after the other.
bool hole(const Group& before, const Group& after) {
    return after.span.start > before.span.end() + maxPause;
}

double valueOf(const Stats& stats, bool average, bool second) {
    if (stats.count == 0)
        return nothing;
    if (average)
        return stats.average();
    return stats.minFirst == second ? stats.max : stats.min;
}

class Drawing {
public:
    Drawing(const std::vector<Series>& series, std::uint64_t to)
        : series_(series)
        , to_(to) {
        points_.values.resize(series.size());
    }

    void group(const Group& group) {
        at(group.span.start);
        for (std::size_t i = 0; i < series_.size(); ++i)
            points_.values[i].push_back(value(group, i, false));
        if (flat(group.span))
            return;
        // One span alone says no more than that it was somewhere inside.
        at(group.lastStart > group.span.start
               ? group.lastStart
               : std::min(group.span.start + group.span.width / 2, to_));
        for (std::size_t i = 0; i < series_.size(); ++i)
            points_.values[i].push_back(value(group, i, true));
    }

    void hole(std::uint64_t usec) {
        at(usec);
        for (auto& values : points_.values)
            values.push_back(nothing);
    }

    [[nodiscard]] Points take() { return std::move(points_); }

private:
    void at(std::uint64_t usec) { points_.times.push_back(usec); }
    [[nodiscard]] double value(const Group& group, std::size_t i, bool second) const {
        return valueOf(group.span.metrics[series_[i].metric], series_[i].average, second);
    }

    const std::vector<Series>& series_;
    std::uint64_t to_;
    Points points_;
};

std::vector<Group> single(const std::vector<Span>& spans, std::uint64_t from, std::uint64_t to) {
    std::vector<Group> groups;
    for (const Span& span : spans) {
        if (span.start >= from && span.start <= to)
            groups.push_back(groupOf(span, 0));
    }
    return groups;
}

std::vector<Group> inBuckets(std::vector<Group> singles, std::uint64_t width) {
    std::vector<Group> groups;
    for (Group& one : singles) {
        one.bucket = one.span.start / width;
        if (groups.empty() || groups.back().bucket != one.bucket)
            groups.push_back(std::move(one));
        else
            append(groups.back(), one.span);
    }
    return groups;
}

} // namespace

std::uint64_t bucketWidth(std::uint64_t from, std::uint64_t to, std::uint32_t maxPoints) {
    // Two points a bucket, and one bucket more than fits, as the first one
    // hardly ever begins where the range does.
    const std::uint64_t buckets = maxPoints / 2;
    if (buckets < 2)
        return std::numeric_limits<std::uint64_t>::max();
    return (to - from) / (buckets - 1) + 1;
}

Points pointsOf(const std::vector<Span>& spans, const std::vector<Series>& series,
                std::uint64_t from, std::uint64_t to, std::uint32_t maxPoints) {
    std::vector<Group> groups = single(spans, from, to);
    std::size_t count = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        count += flat(groups[i].span) ? 1 : 2;
        count += i > 0 && hole(groups[i - 1], groups[i]) ? 1 : 0;
    }
    const bool all = count <= maxPoints;
    if (!all)
        groups = inBuckets(std::move(groups), bucketWidth(from, to, maxPoints));

    Drawing drawing(series, to);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i > 0 && hole(groups[i - 1], groups[i]) &&
            (all || groups[i].bucket > groups[i - 1].bucket + 1))
            drawing.hole(groups[i - 1].span.end());
        drawing.group(groups[i]);
    }
    return drawing.take();
}

} // namespace samepage
