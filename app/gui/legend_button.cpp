// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/legend_button.h"

#include "gui/hover_frame.h"
#include "gui/theme_colors.h"

#include <QPainter>
#include <QStyle>

namespace samepage::gui {
namespace {

constexpr int margin = 6;
constexpr int swatch = 10;
constexpr int space = 6;

} // namespace

LegendButton::LegendButton(Curve curve, QWidget* parent)
    : QAbstractButton(parent)
    , value_(QStringLiteral("–"))
    , curve_(curve) {
    setText(curveName(curve));
    setToolTip(curveToolTip(curve));
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Show the curve “%1”").arg(text()));
}

void LegendButton::setValue(const QString& value) {
    if (value != value_) {
        const bool resize = value.size() != value_.size();
        value_ = value;
        setAccessibleDescription(value);
        if (resize) {
            updateGeometry();
        }
        update();
    }
}

QFont LegendButton::valueFont() const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QSize LegendButton::sizeHint() const {
    const int value = QFontMetrics(valueFont()).horizontalAdvance(value_);
    return {margin + swatch + space + fontMetrics().horizontalAdvance(text()) + space + value +
                margin,
            fontMetrics().height() + margin};
}

void LegendButton::paintEvent(QPaintEvent* /*event*/) {
    const ThemeColors colors(palette());
    const QColor curve = colors.curve(curve_);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHoverFrame(painter, *this, underMouse() ? 0.6F : 0.0F);

    const QRectF dot = QStyle::visualRect(layoutDirection(), rect(),
                                          QRect(margin, (height() - swatch) / 2, swatch, swatch));
    painter.setPen(QPen(curve, 2));
    painter.setBrush(isChecked() ? QBrush(curve) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot.adjusted(1, 1, -1, -1));

    const auto draw = [&](const QRect& box, const QString& words, const QColor& color) {
        painter.setPen(color);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), box), Qt::AlignVCenter,
                         words);
    };
    const int nameWidth = fontMetrics().horizontalAdvance(text());
    int x = margin + swatch + space;
    painter.setFont(font());
    draw({x, 0, nameWidth + 2, height()}, text(), colors.dimText);
    x += nameWidth + space;
    painter.setFont(valueFont());
    draw({x, 0, width() - x, height()}, value_,
         isChecked() ? palette().color(QPalette::WindowText) : colors.dimText);
}

} // namespace samepage::gui
