// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/message_bar.h"

#include "gui/symbolic_icon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace samepage::gui {
namespace {

QString iconName(Tone tone) {
    switch (tone) {
    case Tone::Good:
        return QStringLiteral("good");
    case Tone::Warning:
    case Tone::Error:
        return QStringLiteral("warning");
    case Tone::Info:
        break;
    }
    return QStringLiteral("info");
}

Tint tint(Tone tone) {
    switch (tone) {
    case Tone::Good:
        return Tint::Good;
    case Tone::Warning:
        return Tint::Warning;
    case Tone::Error:
        return Tint::Error;
    case Tone::Info:
        break;
    }
    return Tint::Accent;
}

} // namespace

MessageBar::MessageBar(int gap, QWidget* parent)
    : QFrame(parent)
    , gap_(gap)
    , icon_(new QLabel(this))
    , text_(new QLabel(this))
    , buttons_(new QHBoxLayout)
    , close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::RichText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    close_->setIcon(symbolicIcon(QStringLiteral("close")));
    close_->setAutoRaise(true);
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss this message"));
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8 + gap);
    layout->setSpacing(10);
    layout->addWidget(icon_, 0, Qt::AlignVCenter);
    layout->addWidget(text_, 1);
    layout->addLayout(buttons_);
    layout->addWidget(close_, 0, Qt::AlignVCenter);
    hide();
}

void MessageBar::showMessage(const Message& message) {
    tone_ = message.tone;
    QString text = message.text.toHtmlEscaped();
    if (!message.title.isEmpty()) {
        text = QStringLiteral("<b>%1</b>&ensp;%2").arg(message.title.toHtmlEscaped(), text);
    }
    text_->setText(text);
    setAccessibleName(message.title.isEmpty() ? tr("Message") : message.title);
    setAccessibleDescription(message.text);

    while (QLayoutItem* item = buttons_->takeAt(0)) {
        // The button that was just clicked may be what got us here.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Button& button : message.buttons) {
        auto* widget = new QPushButton(button.text, this);
        connect(widget, &QPushButton::clicked, this,
                [this, action = button.action, keepOpen = message.keepOpen] {
                    if (!keepOpen) {
                        dismiss();
                    }
                    action();
                });
        buttons_->addWidget(widget);
    }
    close_->setVisible(message.dismissable);
    updateIcon();
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss() {
    if (isHidden()) {
        return;
    }
    hide();
    emit dismissed();
}

QString MessageBar::text() const {
    return accessibleDescription();
}

void MessageBar::updateIcon() {
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    icon_->setPixmap(
        symbolicIcon(iconName(tone_), tint(tone_)).pixmap(QSize(size, size), devicePixelRatioF()));
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::ApplicationPaletteChange) {
        updateIcon();
    }
}

void MessageBar::paintEvent(QPaintEvent* /*event*/) {
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.toneBorder(tone_));
    painter.setBrush(colors.toneBackground(tone_));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5 - gap_), 5, 5);
}

} // namespace samepage::gui
