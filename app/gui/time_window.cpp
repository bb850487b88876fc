// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/time_window.h"

#include <algorithm>

namespace samepage::gui {

void TimeWindow::setNow(qint64 now) {
    now_ = now;
    // A clock that was set back leaves nothing to see in what is the future now.
    if (following_ || to_ > now) {
        to_ = now;
    }
}

void TimeWindow::follow() {
    following_ = true;
    to_ = now_;
}

void TimeWindow::setWidth(qint64 width) {
    width_ = std::clamp(width, narrowest, widest);
    place(to_);
}

void TimeWindow::zoom(double factor, qint64 anchor) {
    const qint64 before = width_;
    width_ =
        std::clamp(static_cast<qint64>(static_cast<double>(before) * factor), narrowest, widest);
    const double kept = static_cast<double>(width_) / static_cast<double>(before);
    place(anchor + static_cast<qint64>(static_cast<double>(to_ - anchor) * kept));
}

void TimeWindow::pan(qint64 by) {
    place(to_ + by);
}

void TimeWindow::reveal(qint64 time) {
    if (time < from()) {
        place(time + width_);
    } else if (time > to_) {
        place(time);
    }
}

void TimeWindow::place(qint64 to) {
    // Nobody hits the very last pixel with a mouse.
    following_ = to >= now_ - width_ / 100;
    // Older history than the widest window is not kept.
    to_ = following_ ? now_ : std::max(to, now_ - widest + width_);
}

} // namespace samepage::gui
