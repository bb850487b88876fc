// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/breakdown_bar.h"

#include "gui/format.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace samepage::gui {
namespace {

constexpr int barHeight = 16;
constexpr qreal gap = 1;
constexpr qreal leastWidth = 3; // what is there can be seen, however small

} // namespace

BreakdownBar::BreakdownBar(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void BreakdownBar::setShares(const std::vector<MemoryShare>& shares) {
    shares_ = shares;
    QStringList parts;
    for (const MemoryShare& share : shares_) {
        parts << tr("%1: %2").arg(reasonText(share.reason).name, formatSize(share.bytes));
    }
    setAccessibleName(tr("Memory by reason"));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    update();
}

void BreakdownBar::setChosen(const std::string& reason) {
    if (chosen_ != reason) {
        chosen_ = reason;
        update();
    }
}

QSize BreakdownBar::sizeHint() const {
    return {120, barHeight};
}

std::vector<QRectF> BreakdownBar::pieces() const {
    std::vector<QRectF> result;
    quint64 sum = 0;
    for (const MemoryShare& share : shares_) {
        sum += share.bytes;
    }
    if (sum == 0) {
        return result;
    }
    // Everybody gets the least first; the rest is shared out by size.
    const auto count = static_cast<qreal>(shares_.size());
    const qreal room = std::max(width() - gap * (count - 1) - leastWidth * count, qreal{0});
    qreal x = 0;
    for (const MemoryShare& share : shares_) {
        const qreal wide =
            leastWidth + room * static_cast<qreal>(share.bytes) / static_cast<qreal>(sum);
        const qreal left = isRightToLeft() ? width() - x - wide : x;
        result.emplace_back(left, 0, wide, height());
        x += wide + gap;
    }
    return result;
}

const MemoryShare* BreakdownBar::at(const QPoint& position) const {
    const std::vector<QRectF> places = pieces();
    const auto found = std::ranges::find_if(places, [&](const QRectF& place) {
        return place.adjusted(0, 0, gap, 0).contains(position);
    });
    return found == places.end() ? nullptr
                                 : &shares_[static_cast<std::size_t>(found - places.begin())];
}

void BreakdownBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), 4, 4);
    painter.setClipPath(shape);
    const std::vector<QRectF> places = pieces();
    for (std::size_t number = 0; number < places.size(); ++number) {
        const bool dimmed = !chosen_.empty() && shares_[number].reason != chosen_;
        painter.setOpacity(dimmed ? 0.7 : 1);
        painter.fillRect(places[number], reasonColor(shares_[number].reason, palette()));
    }
}

bool BreakdownBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const MemoryShare* share = at(help->pos())) {
            QToolTip::showText(
                help->globalPos(),
                tr("%1: %2").arg(reasonText(share->reason).name, formatSize(share->bytes)), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void BreakdownBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        if (const MemoryShare* share = at(event->position().toPoint())) {
            emit clicked(std::string(share->reason));
        }
    }
}

} // namespace samepage::gui
