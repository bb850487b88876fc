// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/breakdown_view.h"

#include "gui/breakdown_bar.h"
#include "gui/breakdown_entry.h"
#include "gui/elided_label.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {

BreakdownView::BreakdownView(QWidget* parent)
    : QWidget(parent)
    , heading_(new ElidedLabel(Qt::ElideRight))
    , bar_(new BreakdownBar)
    , legend_(new QWidget)
    , grid_(new QGridLayout(legend_))
    , meaning_(new QLabel)
    , message_(new QLabel)
    , ask_(new QPushButton)
    , again_(new QPushButton(tr("Look again"))) {
    heading_->setDim(true);
    heading_->setText(tr("Where its memory stands"));
    again_->setFlat(true);
    again_->setToolTip(tr("Go through the memory once more"));
    for (QPushButton* button : {ask_, again_}) {
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, &BreakdownView::askClicked);
    }
    for (QLabel* label : {meaning_, message_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    grid_->setContentsMargins(0, 2, 0, 2);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(0);

    auto* top = new QHBoxLayout;
    top->addWidget(heading_, 1);
    top->addWidget(again_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(bar_);
    layout->addWidget(legend_);
    layout->addWidget(meaning_);
    layout->addWidget(message_);
    layout->addWidget(ask_);
    connect(bar_, &BreakdownBar::clicked, this, &BreakdownView::choose);
    showMessage({}, {});
}

void BreakdownView::showBar(bool shown) {
    for (QWidget* widget : {static_cast<QWidget*>(bar_), legend_, static_cast<QWidget*>(meaning_),
                            static_cast<QWidget*>(again_)}) {
        widget->setVisible(shown);
    }
}

void BreakdownView::setSeveral(bool several) {
    heading_->setText(several ? tr("Where their memory stands") : tr("Where its memory stands"));
}

void BreakdownView::showShares(const std::vector<MemoryShare>& shares, const QString& note,
                               const QString& button) {
    showBar(true);
    message_->setText(note);
    message_->setVisible(!note.isEmpty());
    ask_->setText(button);
    ask_->setVisible(!button.isEmpty());
    if (shares == shares_) {
        return;
    }
    shares_ = shares;
    bar_->setShares(shares);
    quint64 total = 0;
    for (const MemoryShare& share : shares) {
        total += share.bytes;
    }
    for (BreakdownEntry* entry : std::exchange(entries_, {})) {
        delete entry;
    }
    for (const MemoryShare& share : shares) {
        auto* entry = new BreakdownEntry(share, total, legend_);
        connect(entry, &QAbstractButton::clicked, this, [this, entry] { choose(entry->reason()); });
        entries_.push_back(entry);
    }
    columns_ = 0;
    arrange();
    const bool still = std::ranges::any_of(
        shares, [this](const MemoryShare& share) { return share.reason == chosen_; });
    // What takes most room is what one asks about first.
    const auto largest = std::ranges::max_element(shares, {}, &MemoryShare::bytes);
    choose(still ? chosen_ : largest == shares.end() ? std::string() : largest->reason);
}

void BreakdownView::showMessage(const QString& text, const QString& button) {
    showBar(false);
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
    ask_->setText(button);
    ask_->setVisible(!button.isEmpty());
}

void BreakdownView::choose(const std::string& reason) {
    chosen_ = reason;
    bar_->setChosen(reason);
    for (BreakdownEntry* entry : entries_) {
        entry->setChecked(entry->reason() == reason);
    }
    const ReasonText words = reasonText(reason);
    meaning_->setText(reason.empty() ? QString() : words.meaning + QChar(u' ') + words.advice);
}

void BreakdownView::arrange() {
    int needed = 160;
    for (const BreakdownEntry* entry : entries_) {
        needed = std::max(needed, entry->sizeHint().width());
    }
    const int columns = width() >= 2 * needed + grid_->horizontalSpacing() ? 2 : 1;
    if (columns == columns_) {
        return;
    }
    columns_ = columns;
    for (std::size_t number = 0; number < entries_.size(); ++number) {
        const int place = static_cast<int>(number);
        grid_->addWidget(entries_[number], place / columns, place % columns);
        entries_[number]->show();
    }
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, columns > 1 ? 1 : 0);
}

void BreakdownView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

QString BreakdownView::explanation() const {
    return meaning_->isHidden() ? QString() : meaning_->text();
}

QString BreakdownView::message() const {
    return message_->isHidden() ? QString() : message_->text();
}

} // namespace samepage::gui
