// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/setup_page.h"

#include "gui/command_line_box.h"
#include "gui/message_bar.h"
#include "gui/symbolic_icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace samepage::gui {
namespace {

QString actionText(SetupAction action) {
    switch (action) {
    case SetupAction::LoadModule:
        return SetupPage::tr("&Load module");
    case SetupAction::ReloadModule:
        return SetupPage::tr("&Load the installed module");
    case SetupAction::TryAgain:
        return SetupPage::tr("&Try again");
    case SetupAction::None:
        break;
    }
    return {};
}

constexpr int columnWidth = 560;
constexpr int iconSize = 72;

} // namespace

SetupPage::SetupPage(QWidget* parent)
    : QWidget(parent)
    , icon_(new QLabel)
    , title_(new QLabel)
    , text_(new QLabel)
    , stepsTitle_(new QLabel)
    , steps_(new QVBoxLayout)
    , failure_(new MessageBar)
    , action_(new QPushButton)
    , back_(new QPushButton(tr("&Back to the processes"))) {
    setObjectName(QStringLiteral("setupPage"));
    icon_->setAlignment(Qt::AlignHCenter);

    QFont titleFont = title_->font();
    titleFont.setPointSizeF(titleFont.pointSizeF() * 1.7);
    titleFont.setWeight(QFont::DemiBold);
    title_->setFont(titleFont);
    for (QLabel* label : {title_, text_}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    stepsTitle_->setTextFormat(Qt::PlainText);
    steps_->setSpacing(6);
    action_->setDefault(true);
    action_->setMinimumHeight(34);
    action_->setMinimumWidth(170);
    back_->setMinimumHeight(34);
    connect(action_, &QPushButton::clicked, this, [this] {
        failure_->dismiss();
        emit actionChosen(state_.action);
    });
    connect(back_, &QPushButton::clicked, this, &SetupPage::backChosen);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(back_);
    buttons->addWidget(action_);
    buttons->addStretch();

    auto* column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto* inner = new QVBoxLayout(column);
    inner->setContentsMargins(24, 24, 24, 24);
    inner->addWidget(icon_);
    inner->addSpacing(16);
    inner->addWidget(title_);
    inner->addSpacing(6);
    inner->addWidget(text_);
    inner->addSpacing(18);
    inner->addWidget(stepsTitle_);
    inner->addLayout(steps_);
    inner->addSpacing(18);
    inner->addWidget(failure_);
    inner->addSpacing(6);
    inner->addLayout(buttons);

    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(column, 1000, Qt::AlignVCenter);
    row->addStretch(1);

    // A small window scrolls instead of cutting the last step off.
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(middle);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

void SetupPage::showState(const SetupState& state) {
    if (state == state_) {
        return;
    }
    state_ = state;
    busy_ = false;
    title_->setText(state.title);
    text_->setText(state.text);
    text_->setVisible(!state.text.isEmpty());
    setAccessibleName(state.title);
    setAccessibleDescription(state.text);
    failure_->dismiss();
    buildSteps(state);
    updateIcon();
    updateButtons();
}

void SetupPage::buildSteps(const SetupState& state) {
    while (QLayoutItem* item = steps_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    stepsTitle_->setText(state.stepsTitle);
    stepsTitle_->setVisible(!state.steps.isEmpty());
    for (const QString& step : state.steps) {
        if (step.startsWith(QLatin1String("$ "))) {
            steps_->addWidget(new CommandLineBox(step.mid(2)));
        } else {
            auto* note = new QLabel(step);
            note->setTextFormat(Qt::PlainText);
            note->setWordWrap(true);
            note->setContentsMargins(12, 0, 0, 4);
            steps_->addWidget(note);
        }
    }
}

void SetupPage::setBusy(bool busy) {
    busy_ = busy;
    updateButtons();
}

void SetupPage::showFailure(const QString& sentence) {
    failure_->showMessage({.tone = Tone::Error, .text = sentence, .dismissable = false});
}

void SetupPage::updateButtons() {
    const bool hasAction = state_.action != SetupAction::None;
    action_->setVisible(hasAction);
    action_->setEnabled(!busy_);
    action_->setText(busy_ ? tr("Please wait…") : actionText(state_.action));
    back_->setVisible(state_.usable);
}

void SetupPage::updateIcon() {
    const QIcon icon = state_.waiting
                           ? symbolicIcon(QStringLiteral("waiting"), Tint::Dim)
                           : (state_.action == SetupAction::LoadModule && state_.steps.isEmpty()
                                  ? symbolicIcon(QStringLiteral("module"), Tint::Accent)
                                  : symbolicIcon(QStringLiteral("warning"), Tint::Warning));
    icon_->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

void SetupPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateIcon();
    }
}

} // namespace samepage::gui
