// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/header_bar.h"

#include "gui/action_button.h"
#include "gui/actions.h"
#include "gui/process_query.h"
#include "gui/segmented_control.h"
#include "gui/symbolic_icon.h"
#include "gui/theme_colors.h"

#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {

HeaderBar::HeaderBar(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , actions_(actions)
    , scope_(new SegmentedControl(this))
    , filter_(new QLineEdit(this))
    , problem_(new QLabel(this))
    , mark_(new ActionButton(actions.mark, this))
    , unmark_(new ActionButton(actions.unmark, this))
    , scanner_(new ActionButton(actions.start, this)) {
    scope_->setAccessibleName(tr("Whose processes to show"));
    scope_->addSegment(tr("M&ine"), actions.scopeMine->toolTip());
    scope_->addSegment(tr("&All users"), actions.scopeAll->toolTip());
    scope_->addSegment(tr("Mar&ked"), actions.scopeMarked->toolTip());
    scope_->addSegment(tr("&Worth it"), actions.scopeWorth->toolTip());
    connect(scope_, &SegmentedControl::chosen, this,
            [this](int index) { emit scopeChosen(static_cast<Scope>(index)); });

    filter_->setPlaceholderText(tr("Filter, as in user:ada saved>10M"));
    filter_->setAccessibleName(tr("Filter the processes"));
    filter_->setToolTip(actions.find->toolTip() + QStringLiteral("\n\n") + ProcessQuery::help());
    filter_->setClearButtonEnabled(true);
    filter_->addAction(symbolicIcon(QStringLiteral("search"), Tint::Dim),
                       QLineEdit::LeadingPosition);
    filter_->setMaximumWidth(420);
    filter_->setMinimumWidth(90);
    filter_->setMaxLength(200);
    filter_->installEventFilter(this);
    connect(filter_, &QLineEdit::textChanged, this, &HeaderBar::filterChanged);

    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    problem_->setForegroundRole(QPalette::WindowText);
    problem_->hide();

    auto* tree = new QToolButton;
    tree->setDefaultAction(actions.tree);
    tree->setAccessibleName(actions.tree->iconText());
    tree->setFocusPolicy(Qt::TabFocus);

    auto* controls = new QToolButton;
    controls->setDefaultAction(actions.controls);
    controls->setAccessibleName(actions.controls->iconText());
    controls->setFocusPolicy(Qt::TabFocus);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(scope_);
    row->addWidget(tree);
    row->addWidget(filter_, 1);
    row->addStretch();
    row->addWidget(mark_);
    row->addWidget(unmark_);
    row->addSpacing(8);
    row->addWidget(scanner_);
    row->addWidget(controls);
    below_ = new QHBoxLayout;
    below_->addWidget(problem_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addLayout(below_);

    // One height for everything in the row, and no jump between Start and Pause.
    int height = scope_->sizeHint().height();
    for (QWidget* widget : {static_cast<QWidget*>(filter_), static_cast<QWidget*>(mark_)}) {
        height = std::max(height, widget->sizeHint().height());
    }
    for (QWidget* widget : {static_cast<QWidget*>(filter_), static_cast<QWidget*>(mark_),
                            static_cast<QWidget*>(unmark_), static_cast<QWidget*>(scanner_),
                            static_cast<QWidget*>(tree), static_cast<QWidget*>(controls)}) {
        widget->setFixedHeight(height);
    }
    for (QWidget* segment : scope_->findChildren<QWidget*>()) {
        segment->setFixedHeight(height);
    }
    const int startWidth = scanner_->sizeHint().width();
    scanner_->setAction(actions.pause);
    scanner_->setMinimumWidth(std::max(startWidth, scanner_->sizeHint().width()));
    setRunning(false);
}

void HeaderBar::setScope(Scope scope) {
    scope_->setCurrent(static_cast<int>(scope));
}

void HeaderBar::setRunning(bool running) {
    scanner_->setAction(running ? actions_.pause : actions_.start);
}

void HeaderBar::focusFilter() {
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void HeaderBar::clearFilter() {
    filter_->clear();
}

QString HeaderBar::filterText() const {
    return filter_->text();
}

void HeaderBar::showFilterProblem(const QString& text) {
    if (text == filterProblem()) {
        return;
    }
    problem_->setText(text);
    problem_->setVisible(!text.isEmpty());
    filter_->setAccessibleDescription(text);
    if (text.isEmpty()) {
        return;
    }
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, withContrast(ThemeColors(palette()).tone(Tone::Error),
                                                       palette().color(QPalette::Window), 4.5));
    problem_->setPalette(colors);
    // In line with the field that it is about.
    below_->setContentsMargins(filter_->x() - layout()->contentsMargins().left(), 0, 0, 0);
    QAccessibleEvent said(problem_, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QString HeaderBar::filterProblem() const {
    return problem_->text();
}

bool HeaderBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == filter_ && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit leaveFilter();
            return true;
        case Qt::Key_Escape:
            if (!filter_->text().isEmpty()) {
                filter_->clear();
            } else {
                emit leaveFilter();
            }
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace samepage::gui
