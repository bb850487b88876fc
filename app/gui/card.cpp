// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/card.h"

#include "gui/theme_colors.h"
#include "gui/tone_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace samepage::gui {
namespace {

class Ground : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor base = cardGround(palette());
        painter.setPen(blend(base, palette().color(QPalette::Text), 0.18));
        painter.setBrush(base);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
};

class Line : public QWidget {
public:
    Line() { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.fillRect(rect(),
                         blend(cardGround(palette()), palette().color(QPalette::Text), 0.12));
    }
};

} // namespace

QColor cardGround(const QPalette& palette) {
    const QColor base = palette.color(QPalette::Base);
    const QColor window = palette.color(QPalette::Window);
    // Controls draw their outlines darker than the window: on a dark base they
    // would not be seen.
    return base.lightness() >= window.lightness()
               ? base
               : blend(window, palette.color(QPalette::WindowText), 0.05);
}

Card::Card(const QString& title, const QString& about, QWidget* parent)
    : QWidget(parent)
    , content_(nullptr) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    if (!title.isEmpty()) {
        auto* heading = new QLabel(title);
        heading->setTextFormat(Qt::PlainText);
        QFont font = heading->font();
        font.setWeight(QFont::DemiBold);
        font.setPointSizeF(font.pointSizeF() * 1.1);
        heading->setFont(font);
        layout->addWidget(heading);
        setAccessibleName(title);
    }
    if (!about.isEmpty()) {
        layout->addWidget(new ToneLabel(about));
        setAccessibleDescription(about);
    }
    auto* ground = new Ground;
    content_ = new QVBoxLayout(ground);
    content_->setContentsMargins(14, 12, 14, 12);
    content_->setSpacing(8);
    layout->addSpacing(2);
    layout->addWidget(ground);
}

QWidget* Card::addLine() {
    auto* line = new Line;
    content_->addWidget(line);
    return line;
}

} // namespace samepage::gui
