// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/breakdown_entry.h"

#include "gui/format.h"
#include "gui/hover_frame.h"
#include "gui/theme_colors.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace samepage::gui {
namespace {

constexpr int margin = 5;
constexpr int swatch = 10;
constexpr int space = 6;

} // namespace

BreakdownEntry::BreakdownEntry(const MemoryShare& share, quint64 total, QWidget* parent)
    : QAbstractButton(parent)
    , share_(share)
    , size_(formatSize(share.bytes)) {
    const ReasonText words = reasonText(share.reason);
    setText(words.name);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const double percent =
        total == 0 ? 0 : 100.0 * static_cast<double>(share.bytes) / static_cast<double>(total);
    const QString part = tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
    setToolTip(tr("%1: %2, %3 of its memory").arg(words.name, size_, part));
    setAccessibleName(tr("%1: %2, %3").arg(words.name, size_, part));
    setAccessibleDescription(words.meaning + QChar(u' ') + words.advice);
}

QSize BreakdownEntry::sizeHint() const {
    return {margin + swatch + space + fontMetrics().horizontalAdvance(text()) + space * 2 +
                fontMetrics().horizontalAdvance(size_) + margin,
            fontMetrics().height() + 6};
}

QSize BreakdownEntry::minimumSizeHint() const {
    return {60, sizeHint().height()};
}

void BreakdownEntry::paintEvent(QPaintEvent* /*event*/) {
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHoverFrame(painter, *this, isChecked() ? 0.9F : underMouse() ? 0.5F : 0.0F);
    const auto placed = [this](const QRect& box) {
        return QStyle::visualRect(layoutDirection(), rect(), box);
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(reasonColor(share_.reason, palette()));
    painter.drawRoundedRect(placed({margin, (height() - swatch) / 2, swatch, swatch}), 2, 2);

    const int sizeWidth = fontMetrics().horizontalAdvance(size_) + 2;
    const int nameLeft = margin + swatch + space;
    const int nameWidth = width() - margin - sizeWidth - space - nameLeft;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(placed({nameLeft, 0, nameWidth, height()}),
                     Qt::AlignVCenter | Qt::AlignLeading,
                     fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth));
    painter.setPen(colors.dimText);
    painter.drawText(placed({width() - margin - sizeWidth, 0, sizeWidth, height()}),
                     Qt::AlignVCenter | Qt::AlignTrailing, size_);
}

} // namespace samepage::gui
