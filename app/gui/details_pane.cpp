// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/details_pane.h"

#include "gui/breakdown_view.h"
#include "gui/details_text.h"
#include "gui/elided_label.h"
#include "gui/format.h"
#include "gui/saving_panel.h"
#include "gui/theme_colors.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

#include <unistd.h>

namespace samepage::gui {

DetailsPane::DetailsPane(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , pages_(new QStackedLayout)
    , title_(new ElidedLabel(Qt::ElideMiddle))
    , subtitle_(new ElidedLabel(Qt::ElideRight))
    , path_(new ElidedLabel(Qt::ElideMiddle))
    , saving_(new SavingPanel(actions))
    , breakdown_(new BreakdownView)
    , partnersText_(new QLabel)
    , selectPartners_(new QPushButton(tr("Select them")))
    , partners_(makePartners())
    , explanation_(new QLabel)
    , note_(new QLabel) {
    setObjectName(QStringLiteral("detailsPane"));
    setAccessibleName(tr("Details of the selection"));
    auto* nothing = new QLabel(tr("Select a process to see what it holds,\n"
                                  "and what marking it would do."));
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    nothing->setForegroundRole(QPalette::PlaceholderText);
    nothing->setMargin(16);

    QFont titleFont = title_->font();
    titleFont.setPointSizeF(titleFont.pointSizeF() * 1.25);
    titleFont.setWeight(QFont::DemiBold);
    title_->setFont(titleFont);
    subtitle_->setDim(true);
    path_->setDim(true);
    for (QLabel* label : {explanation_, note_, partnersText_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto* figures = new QHBoxLayout;
    figures->setSpacing(20);
    figures->addWidget(
        makeFigure(tr("Memory"), tr("Resident memory: what is in RAM now"), memory_));
    figures->addWidget(
        makeFigure(tr("Merged"), tr("How much of it is merged with identical memory"), merged_));
    figures->addWidget(makeFigure(tr("Saved"), tr("Its fair part of what merging saves"), saved_));
    figures->addStretch();

    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(3);
    layout->addWidget(title_);
    layout->addWidget(subtitle_);
    layout->addWidget(path_);
    layout->addSpacing(8);
    layout->addLayout(figures);
    layout->addSpacing(8);
    layout->addWidget(note_);
    layout->addWidget(saving_);
    layout->addSpacing(6);
    layout->addWidget(breakdown_);
    layout->addSpacing(6);
    layout->addWidget(partners_);
    layout->addSpacing(6);
    layout->addWidget(explanation_);
    layout->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus);

    pages_->addWidget(nothing);
    pages_->addWidget(scroll);
    setLayout(pages_);
    // Nothing scrolls sideways: what cannot wrap has its room.
    setMinimumWidth(std::max(240, content->minimumSizeHint().width() +
                                      scroll->verticalScrollBar()->sizeHint().width()));
}

QWidget* DetailsPane::makePartners() {
    auto* heading = new ElidedLabel(Qt::ElideRight);
    heading->setDim(true);
    heading->setText(tr("Whom it shares with"));
    selectPartners_->setFlat(true);
    selectPartners_->setAutoDefault(false);
    selectPartners_->setToolTip(tr("Select the process and the others of its program"));
    connect(selectPartners_, &QPushButton::clicked, this, &DetailsPane::selectPartnersClicked);
    auto* top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(selectPartners_);
    auto* partners = new QWidget;
    partners->setToolTip(tr("The kernel tells that memory is merged, but not with whom: this is "
                            "what follows from the list."));
    auto* layout = new QVBoxLayout(partners);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(partnersText_);
    partners->hide();
    return partners;
}

void DetailsPane::showPartners(const QString& text, bool canSelect) {
    partnersText_->setText(text);
    selectPartners_->setVisible(canSelect);
    partners_->setVisible(!text.isEmpty());
}

QString DetailsPane::partners() const {
    return partnersText_->text();
}

QWidget* DetailsPane::makeFigure(const QString& name, const QString& toolTip, QLabel*& value) {
    auto* figure = new QWidget;
    auto* label = new ElidedLabel(Qt::ElideRight);
    label->setDim(true);
    label->setText(name);
    label->setMinimumWidth(label->sizeHint().width());
    value = new QLabel;
    QFont bold = value->font();
    bold.setWeight(QFont::DemiBold);
    value->setFont(bold);
    value->setTextFormat(Qt::PlainText);
    value->setAccessibleDescription(name);
    figure->setToolTip(toolTip);
    auto* layout = new QVBoxLayout(figure);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(label);
    layout->addWidget(value);
    return figure;
}

void DetailsPane::showProcesses(const std::vector<ProcessRow>& selected, const EngineStatus& status,
                                const QString& note) {
    if (selected.empty()) {
        pages_->setCurrentIndex(0);
        return;
    }
    const DetailsText text = detailsText(selected, status, ::getuid());
    title_->setText(text.title);
    subtitle_->setText(text.subtitle);
    path_->setText(text.path);
    path_->setVisible(!text.path.isEmpty());
    memory_->setText(formatSize(text.memory));
    merged_->setText(formatSize(text.merged));
    saved_->setText(formatSize(text.saved));
    explanation_->setText(text.explanation);
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    if (!note.isEmpty()) {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, withContrast(ThemeColors(palette()).tone(Tone::Error),
                                                           palette().color(QPalette::Window), 4.5));
        note_->setPalette(colors);
    }
    pages_->setCurrentIndex(1);
}

QString DetailsPane::explanation() const {
    return pages_->currentIndex() == 0 ? QString() : explanation_->text();
}

} // namespace samepage::gui
