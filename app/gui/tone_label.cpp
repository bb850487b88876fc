// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tone_label.h"

#include "gui/card.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>

namespace samepage::gui {
namespace {

constexpr double readable = 4.5;

} // namespace

ToneLabel::ToneLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    updateColor();
}

void ToneLabel::showText(const QString& text, std::optional<Tone> tone) {
    if (text == this->text() && tone == tone_ && isHidden() == text.isEmpty()) {
        return;
    }
    tone_ = tone;
    setText(text);
    setVisible(!text.isEmpty());
    updateColor();
    if (tone == Tone::Error) {
        QAccessibleEvent said(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
}

void ToneLabel::updateColor() {
    const QPalette base = QApplication::palette();
    const ThemeColors colors(base);
    QPalette own = base;
    // On a card, and beside one.
    QColor color = tone_ ? colors.tone(*tone_) : colors.dimText;
    for (const QColor& ground : {base.color(QPalette::Window), cardGround(base)}) {
        color = withContrast(color, ground, readable);
    }
    own.setColor(QPalette::WindowText, color);
    updating_ = true;
    setPalette(own);
    updating_ = false;
}

void ToneLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && !updating_) {
        updateColor();
    }
}

} // namespace samepage::gui
