// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/empty_notice.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace samepage::gui {

EmptyNotice::EmptyNotice(QWidget* over)
    : QWidget(over)
    , title_(new QLabel(this))
    , text_(new QLabel(this))
    , button_(new QPushButton(this)) {
    QFont font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    title_->setFont(font);
    for (QLabel* label : {title_, text_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    text_->setForegroundRole(QPalette::PlaceholderText);
    connect(button_, &QPushButton::clicked, this, &EmptyNotice::buttonClicked);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 12, 24, 12);
    layout->setSpacing(4);
    layout->addStretch();
    layout->addWidget(title_);
    layout->addWidget(text_);
    layout->addSpacing(8);
    layout->addWidget(button_, 0, Qt::AlignHCenter);
    layout->addStretch();
    over->installEventFilter(this);
    hide();
}

void EmptyNotice::showText(const QString& title, const QString& text, const QString& button) {
    title_->setText(title);
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
    button_->setText(button);
    button_->setMinimumWidth(0);
    button_->setMinimumWidth(button_->sizeHint().width() + 24);
    button_->setVisible(!button.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    setGeometry(parentWidget()->rect());
    show();
}

QString EmptyNotice::title() const {
    return isHidden() ? QString() : title_->text();
}

bool EmptyNotice::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace samepage::gui
