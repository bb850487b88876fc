// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tunable_list.h"

#include "gui/card.h"
#include "gui/empty_notice.h"
#include "gui/symbolic_icon.h"
#include "gui/tone_label.h"
#include "gui/tunable_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {
namespace {

constexpr int columnWidth = 720;

} // namespace

TunableList::TunableList(ControlsModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , search_(new QLineEdit)
    , card_(new Card({}))
    , column_(new QWidget)
    , notice_(nullptr)
    , missing_(new ToneLabel) {
    search_->setObjectName(QStringLiteral("controlsSearch"));
    search_->setPlaceholderText(tr("Search the settings"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setToolTip(tr("Names, and what they are for (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    search_->setMaxLength(100);
    search_->addAction(symbolicIcon(QStringLiteral("search"), Tint::Dim),
                       QLineEdit::LeadingPosition);
    connect(search_, &QLineEdit::textChanged, this, &TunableList::search);

    auto* about = new ToneLabel(
        tr("Names and units are the kernel’s; samepage(4) tells more. What is set here is kept, "
           "also when the machine starts anew."));
    column_->setMaximumWidth(columnWidth);
    auto* inner = new QVBoxLayout(column_);
    inner->setContentsMargins(20, 8, 20, 20);
    inner->setSpacing(10);
    inner->addWidget(about);
    inner->addWidget(card_);
    inner->addWidget(missing_);
    inner->addStretch(1);
    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(column_, 1000);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(middle);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(20, 12, 20, 4);
    top->addStretch(1);
    top->addWidget(search_, 1000);
    top->addStretch(1);
    search_->setMaximumWidth(columnWidth - 40);
    layout->addLayout(top);
    layout->addWidget(scroll);
    notice_ = new EmptyNotice(scroll->viewport());
    connect(notice_, &EmptyNotice::buttonClicked, this, [this] { clearSearch(); });
    connect(&model_, &ControlsModel::changed, this, &TunableList::refresh);
    refresh();
}

void TunableList::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

bool TunableList::clearSearch() {
    if (search_->text().isEmpty()) {
        return false;
    }
    search_->clear();
    search_->setFocus(Qt::OtherFocusReason);
    return true;
}

void TunableList::refresh() {
    if (const std::vector<std::string> names = model_.tunables(); names != names_) {
        build(names);
    }
    for (TunableRow* row : rows_) {
        row->refresh();
    }
    QStringList names;
    for (const std::string& name : model_.missingTunables()) {
        names << QString::fromStdString(name);
    }
    missing_->showText(names.isEmpty()
                           ? QString()
                           : tr("The scanner in use does not have these: %1. They need the current "
                                "Samepage module.")
                                 .arg(names.join(QStringLiteral(", "))));
    search();
}

void TunableList::build(const std::vector<std::string>& names) {
    for (QWidget* widget : lines_) {
        delete widget;
    }
    for (TunableRow* row : rows_) {
        delete row;
    }
    lines_.clear();
    rows_.clear();
    names_ = names;
    for (const std::string& name : names) {
        if (!rows_.empty()) {
            lines_.push_back(card_->addLine());
        }
        auto* row = new TunableRow(model_, name);
        card_->content().addWidget(row);
        rows_.push_back(row);
    }
}

void TunableList::search() {
    const QString text = search_->text().trimmed();
    bool any = false;
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        const bool shown = rows_[index]->matches(text);
        if (index > 0) {
            lines_[index - 1]->setVisible(shown && any);
        }
        rows_[index]->setVisible(shown);
        any = any || shown;
    }
    card_->setVisible(any);
    if (any) {
        notice_->hide();
    } else if (rows_.empty()) {
        notice_->showText(tr("No settings"),
                          model_.isConnected()
                              ? tr("There is no scanner that could be set.")
                              : tr("They come with the connection to the Samepage service."),
                          {});
    } else {
        notice_->showText(tr("No setting matches “%1”").arg(text), {}, tr("Clear the search"));
    }
}

} // namespace samepage::gui
