// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/elided_label.h"

#include "gui/theme_colors.h"

#include <QPainter>

namespace samepage::gui {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent)
    : QFrame(parent)
    , mode_(mode) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    if (text != text_) {
        text_ = text;
        setAccessibleName(text);
        updateToolTip();
        updateGeometry();
        update();
    }
}

void ElidedLabel::setDim(bool dim) {
    dim_ = dim;
    update();
}

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text_) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 6, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(dim_ ? ThemeColors(palette()).dimText : palette().color(foregroundRole()));
    painter.drawText(rect(), static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter),
                     fontMetrics().elidedText(text_, mode_, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip() {
    setToolTip(fontMetrics().horizontalAdvance(text_) > width() ? text_ : QString());
}

} // namespace samepage::gui
