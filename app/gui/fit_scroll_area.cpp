// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/fit_scroll_area.h"

#include <QScreen>
#include <QScrollBar>

#include <algorithm>

namespace samepage::gui {

FitScrollArea::FitScrollArea(QWidget* contents, QWidget* parent)
    : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(contents);
    // The keyboard has no business here unless there is something to scroll.
    setFocusPolicy(Qt::NoFocus);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int min, int max) {
        setFocusPolicy(max > min ? Qt::StrongFocus : Qt::NoFocus);
    });
}

QSize FitScrollArea::sizeHint() const {
    const QSize wanted = widget()->sizeHint();
    const int height =
        widget()->hasHeightForWidth() ? widget()->heightForWidth(wanted.width()) : wanted.height();
    return {wanted.width(), height};
}

QSize FitScrollArea::minimumSizeHint() const {
    const QSize wanted = sizeHint();
    return {wanted.width() + verticalScrollBar()->sizeHint().width(),
            std::min(wanted.height(), 120)};
}

void fitToScreen(QWidget& window) {
    constexpr int decoration = 48; // the window's title, and a little air
    const QSize room = window.screen()->availableSize() - QSize(0, decoration);
    window.resize(window.sizeHint().boundedTo(room));
}

} // namespace samepage::gui
