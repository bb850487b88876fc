// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_note.h"

#include "gui/theme_colors.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>

namespace samepage::gui {

RuleNote::RuleNote(QWidget* field, QWidget* parent)
    : QLabel(parent)
    , field_(field) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    updateText();
}

void RuleNote::setHelp(const QString& text) {
    help_ = text;
    updateText();
}

void RuleNote::showProblem(const QString& sentence) {
    problem_ = sentence;
    updateText();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void RuleNote::clearProblem() {
    problem_.clear();
    updateText();
}

void RuleNote::updateText() {
    const QString& shown = problem_.isEmpty() ? help_ : problem_;
    setText(shown);
    setVisible(!shown.isEmpty());
    field_->setAccessibleDescription(shown);
    updateColor();
}

void RuleNote::updateColor() {
    const ThemeColors colors(QGuiApplication::palette());
    const QColor color =
        problem_.isEmpty() ? colors.dimText
                           : withContrast(colors.tone(Tone::Error),
                                          QGuiApplication::palette().color(QPalette::Window), 4.5);
    QPalette own = palette();
    if (own.color(QPalette::WindowText) != color) {
        own.setColor(QPalette::WindowText, color);
        setPalette(own);
    }
}

void RuleNote::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) {
        updateColor();
    }
}

} // namespace samepage::gui
