// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/segmented_control.h"

#include "gui/theme_colors.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOption>

namespace samepage::gui {
namespace {

class Segment : public QAbstractButton {
public:
    explicit Segment(QWidget* parent)
        : QAbstractButton(parent) {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override {
        const QSize label = fontMetrics().size(Qt::TextShowMnemonic, text());
        return {label.width() + 28, label.height() + 14};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
        const QColor base = palette().color(group, QPalette::Button);
        const QColor text = palette().color(group, QPalette::ButtonText);
        const QColor accent = palette().color(group, QPalette::Highlight);

        QColor fill = base;
        if (isChecked()) {
            fill = accent;
        } else if (isDown()) {
            fill = blend(base, text, 0.16);
        } else if (underMouse() && isEnabled()) {
            fill = blend(base, text, 0.07);
        }
        const QPainterPath shape = outline();
        painter.setPen(isChecked() ? blend(accent, text, 0.25) : blend(base, text, 0.28));
        painter.setBrush(fill);
        painter.drawPath(shape);

        painter.setPen(isChecked() ? palette().color(group, QPalette::HighlightedText) : text);
        const int mnemonic = style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, this) != 0
                                 ? Qt::TextShowMnemonic
                                 : Qt::TextHideMnemonic;
        painter.drawText(rect(), Qt::AlignCenter | mnemonic, QAbstractButton::text());

        if (hasFocus()) {
            QColor ring = isChecked() ? palette().color(group, QPalette::HighlightedText) : accent;
            ring.setAlphaF(0.8F);
            painter.setPen(QPen(ring, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 3, 3);
        }
    }

private:
    // Rounded only where the row ends.
    [[nodiscard]] QPainterPath outline() const {
        const QLayout* row = parentWidget()->layout();
        bool first = row->itemAt(0)->widget() == this;
        bool last = row->itemAt(row->count() - 1)->widget() == this;
        if (isRightToLeft()) {
            std::swap(first, last);
        }
        // Neighbours share their border: each but the last reaches one pixel over.
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, last ? -0.5 : 0.5, -0.5);
        constexpr qreal radius = 5;
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        path.addRoundedRect(box, radius, radius);
        if (!first) {
            path.addRect(QRectF(box.left(), box.top(), radius * 2, box.height()));
        }
        if (!last) {
            path.addRect(QRectF(box.right() - radius * 2, box.top(), radius * 2, box.height()));
        }
        return path.simplified();
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent)
    , group_(new QButtonGroup(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked && id != current_) {
            current_ = id;
            emit chosen(id);
        }
    });
}

int SegmentedControl::addSegment(const QString& text, const QString& toolTip) {
    auto* segment = new Segment(this);
    segment->setText(text);
    segment->setToolTip(toolTip);
    const int index = static_cast<int>(group_->buttons().size());
    group_->addButton(segment, index);
    layout()->addWidget(segment);
    if (index == 0) {
        setCurrent(0);
    }
    return index;
}

int SegmentedControl::current() const {
    return current_;
}

void SegmentedControl::setCurrent(int index) {
    current_ = index;
    group_->button(index)->setChecked(true);
}

} // namespace samepage::gui
