// SPDX-License-Identifier: GPL-2.0-or-later
// The part of time a chart shows: it follows the present, or stays where it was
// moved to. Microseconds, CLOCK_REALTIME.
#pragma once

#include <QtTypes>

#include <concepts>

namespace samepage::gui {

// As the chart's time axis counts.
[[nodiscard]] constexpr double axisSeconds(std::integral auto usec) {
    return static_cast<double>(usec) / 1e6;
}

class TimeWindow {
public:
    static constexpr qint64 second = 1'000'000;
    static constexpr qint64 day = 86'400 * second;
    static constexpr qint64 narrowest = 10 * second;
    static constexpr qint64 widest = 90 * day;

    [[nodiscard]] qint64 from() const { return to_ - width_; }
    [[nodiscard]] qint64 to() const { return to_; }
    [[nodiscard]] qint64 width() const { return width_; }
    [[nodiscard]] qint64 now() const { return now_; }
    [[nodiscard]] bool isFollowing() const { return following_; }

    // Time goes on.
    void setNow(qint64 now);
    void follow();
    // The right end stays.
    void setWidth(qint64 width);
    // `anchor` stays where it is; a factor below 1 shows less. Whoever reaches
    // the present follows it.
    void zoom(double factor, qint64 anchor);
    void pan(qint64 by);
    // Moves no further than it must.
    void reveal(qint64 time);

private:
    void place(qint64 to);

    qint64 now_ = 0;
    qint64 to_ = 0;
    qint64 width_ = 300 * second;
    bool following_ = true;
};

} // namespace samepage::gui
