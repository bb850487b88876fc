// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/saving_panel.h"

#include "gui/action_button.h"
#include "gui/actions.h"
#include "gui/saving_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {

SavingPanel::SavingPanel(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , buttons_(new QWidget)
    , progress_(new QWidget)
    , doing_(new QLabel)
    , bar_(new QProgressBar)
    , result_(new QLabel) {
    auto* row = new QHBoxLayout(buttons_);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new ActionButton(actions.estimate));
    row->addWidget(new ActionButton(actions.mergeNow));
    row->addStretch();

    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    cancel_ = cancel;
    connect(cancel, &QPushButton::clicked, this, &SavingPanel::cancelClicked);
    bar_->setTextVisible(false);
    bar_->setMaximumWidth(220);
    bar_->setFixedHeight(8);
    auto* busy = new QHBoxLayout(progress_);
    busy->setContentsMargins(0, 0, 0, 0);
    busy->addWidget(doing_);
    busy->addWidget(bar_, 1);
    busy->addWidget(cancel);
    busy->addStretch();

    result_->setWordWrap(true);
    result_->setTextFormat(Qt::PlainText);
    result_->setTextInteractionFlags(Qt::TextSelectableByMouse);

    // One takes the place of the other: nothing below jumps.
    const int height = std::max(buttons_->sizeHint().height(), progress_->sizeHint().height());
    buttons_->setFixedHeight(height);
    progress_->setFixedHeight(height);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buttons_);
    layout->addWidget(progress_);
    layout->addWidget(result_);
    showProgress(std::nullopt);
    showResult({});
}

void SavingPanel::showProgress(const std::optional<LongWork::Progress>& progress) {
    const bool hadFocus = buttons_->isAncestorOf(window()->focusWidget());
    buttons_->setVisible(!progress);
    progress_->setVisible(progress.has_value());
    if (!progress) {
        return;
    }
    if (hadFocus) {
        cancel_->setFocus();
    }
    doing_->setText(progressText(*progress));
    bar_->setAccessibleName(doing_->text());
    cancel_->setEnabled(!progress->cancelling);
    // Of several, each has its part of the bar.
    double share = progress->share.value_or(0);
    bool known = progress->share.has_value();
    if (progress->call == LongCall::MergeNow && progress->processes.size() > 1) {
        share = (static_cast<double>(progress->finished) + share) /
                static_cast<double>(progress->processes.size());
        known = true;
    }
    bar_->setRange(0, known ? 1000 : 0);
    bar_->setValue(static_cast<int>(share * 1000));
}

void SavingPanel::showResult(const QString& text) {
    result_->setText(text);
    result_->setVisible(!text.isEmpty());
}

QString SavingPanel::result() const {
    return result_->text();
}

} // namespace samepage::gui
