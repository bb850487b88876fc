// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_form.h"

#include "gui/message_bar.h"
#include "gui/program_path.h"
#include "gui/rule_note.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

namespace samepage::gui {
namespace {

constexpr int columnWidth = 640;

} // namespace

RuleForm::RuleForm(Others others, QWidget* parent)
    : QWidget(parent)
    , others_(std::move(others))
    , title_(new QLabel)
    , failure_(new MessageBar(8))
    , fields_(new QWidget)
    , kind_(new QComboBox)
    , value_(new QLineEdit)
    , choose_(new QPushButton(tr("C&hoose…")))
    , valueNote_(new RuleNote(value_))
    , mark_(new QRadioButton(tr("&Mark them, so that their memory can be merged")))
    , never_(new QRadioButton(tr("&Never mark them, also where a rule of lower priority would")))
    , domainLabel_(new QLabel(tr("&Domain")))
    , domain_(new QLineEdit)
    , domainNote_(new RuleNote(domain_))
    , priority_(new QSpinBox)
    , comment_(new QLineEdit)
    , commentNote_(new RuleNote(comment_))
    , enabled_(new QCheckBox(tr("Apply the rule &from now on")))
    , save_(new QPushButton)
    , cancel_(new QPushButton(tr("&Cancel"))) {
    setObjectName(QStringLiteral("ruleForm"));
    for (int kind = 0; kind < ruleKindCount; ++kind) {
        kind_->addItem(ruleKindText(static_cast<RuleKind>(kind)));
    }
    kind_->setObjectName(QStringLiteral("ruleKind"));
    value_->setObjectName(QStringLiteral("ruleValue"));
    domain_->setObjectName(QStringLiteral("ruleDomain"));
    comment_->setObjectName(QStringLiteral("ruleComment"));
    choose_->setToolTip(tr("Choose the program among the files"));
    value_->setAccessibleName(tr("Which one"));
    domain_->setAccessibleName(tr("Domain"));
    domain_->setPlaceholderText(tr("none"));
    domainNote_->setHelp(tr("Leave it empty, unless programs of different users are to merge with "
                            "each other: those with the same word do, and with nobody else. "
                            "Whoever can run such a program can join them."));
    priority_->setRange(-maxRulePriority, maxRulePriority);
    priority_->setAccessibleName(tr("Priority"));
    priority_->setToolTip(tr("If several rules match a process, the one with the highest priority "
                             "counts"));
    comment_->setAccessibleName(tr("Note"));
    comment_->setPlaceholderText(tr("for people; it changes nothing"));
    save_->setDefault(true);
    choose_->setAutoDefault(false);
    cancel_->setAutoDefault(false);

    connect(kind_, &QComboBox::currentIndexChanged, this, &RuleForm::kindChosen);
    connect(choose_, &QPushButton::clicked, this, &RuleForm::chooseProgram);
    connect(never_, &QRadioButton::toggled, this, &RuleForm::updateFields);
    connect(value_, &QLineEdit::textEdited, valueNote_, &RuleNote::clearProblem);
    connect(domain_, &QLineEdit::textEdited, domainNote_, &RuleNote::clearProblem);
    connect(comment_, &QLineEdit::textEdited, commentNote_, &RuleNote::clearProblem);
    connect(save_, &QPushButton::clicked, this, &RuleForm::save);
    connect(cancel_, &QPushButton::clicked, this, &RuleForm::cancelled);
    buildLayout();
}

void RuleForm::buildLayout() {
    QFont font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    title_->setFont(font);

    auto* grid = new QGridLayout(fields_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto label = [&](const QString& text, QWidget* buddy) {
        auto* widget = new QLabel(text);
        widget->setBuddy(buddy);
        grid->addWidget(widget, row, 0, Qt::AlignTrailing | Qt::AlignVCenter);
    };
    const auto gap = [&] { grid->setRowMinimumHeight(row++, 10); };
    label(tr("&Applies to"), kind_);
    grid->addWidget(kind_, row++, 1, Qt::AlignLeading);
    gap();
    label(tr("&Which one"), value_);
    auto* path = new QHBoxLayout;
    path->setSpacing(6);
    path->addWidget(value_, 1);
    path->addWidget(choose_);
    grid->addLayout(path, row++, 1);
    grid->addWidget(valueNote_, row++, 1);
    gap();
    label(tr("Effect"), nullptr);
    grid->addWidget(mark_, row++, 1);
    grid->addWidget(never_, row++, 1);
    gap();
    domainLabel_->setBuddy(domain_);
    grid->addWidget(domainLabel_, row, 0, Qt::AlignTrailing | Qt::AlignVCenter);
    grid->addWidget(domain_, row++, 1);
    grid->addWidget(domainNote_, row++, 1);
    gap();
    label(tr("&Priority"), priority_);
    grid->addWidget(priority_, row++, 1, Qt::AlignLeading);
    gap();
    label(tr("N&ote"), comment_);
    grid->addWidget(comment_, row++, 1);
    grid->addWidget(commentNote_, row++, 1);
    gap();
    grid->addWidget(enabled_, row++, 1);

    auto* column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto* inner = new QVBoxLayout(column);
    inner->setContentsMargins(24, 18, 24, 8);
    inner->addWidget(title_);
    inner->addSpacing(12);
    inner->addWidget(fields_);
    inner->addStretch();
    auto* middle = new QWidget;
    auto* across = new QHBoxLayout(middle);
    across->setContentsMargins(0, 0, 0, 0);
    across->addStretch(1);
    across->addWidget(column, 1000);
    across->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(middle);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(failure_);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);
}

void RuleForm::startNew(const std::optional<client::ProcessRow>& process) {
    process_ = process;
    RuleDraft draft;
    draft.value = process ? valueFor(draft.kind, *process) : QString();
    start(draft, tr("New rule"), tr("&Add rule"));
    proposed_ = draft.value;
}

void RuleForm::startEdit(const client::Rule& rule) {
    process_.reset();
    start(draftOf(rule), tr("Rule %1").arg(rule.id), tr("&Save"));
}

void RuleForm::start(const RuleDraft& draft, const QString& title, const QString& save) {
    proposed_.clear();
    title_->setText(title);
    setAccessibleName(title);
    saveText_ = save;
    kind_->setCurrentIndex(static_cast<int>(draft.kind));
    value_->setText(draft.value);
    (draft.never ? never_ : mark_)->setChecked(true);
    domain_->setText(draft.domain);
    priority_->setValue(draft.priority);
    comment_->setText(draft.comment);
    enabled_->setChecked(draft.enabled);
    failure_->dismiss();
    clearProblems();
    updateFields();
    setBusy(false);
    start_ = this->draft();
}

RuleDraft RuleForm::draft() const {
    return {.kind = static_cast<RuleKind>(kind_->currentIndex()),
            .value = value_->text(),
            .never = never_->isChecked(),
            .domain = domain_->text(),
            .priority = priority_->value(),
            .enabled = enabled_->isChecked(),
            .comment = comment_->text()};
}

void RuleForm::kindChosen() {
    // What was typed stays; what was only proposed is proposed anew.
    const auto kind = static_cast<RuleKind>(kind_->currentIndex());
    if (process_ && value_->text() == proposed_) {
        proposed_ = valueFor(kind, *process_);
        value_->setText(proposed_);
    }
    valueNote_->clearProblem();
    updateFields();
}

void RuleForm::setElsewhere(bool elsewhere) {
    elsewhere_ = elsewhere;
    updateFields();
}

void RuleForm::updateFields() {
    const auto kind = static_cast<RuleKind>(kind_->currentIndex());
    static const char* const examples[] = {"/usr/bin/python3", "nginx.service",
                                           "/system.slice/nginx.service", "ada"};
    value_->setPlaceholderText(QString::fromLatin1(examples[static_cast<int>(kind)]));
    valueNote_->setHelp(ruleKindHelp(kind));
    choose_->setVisible(kind == RuleKind::Program && !elsewhere_);
    const bool never = never_->isChecked();
    domain_->setEnabled(!never);
    domainLabel_->setEnabled(!never);
    domainNote_->setEnabled(!never);
    if (never) {
        domainNote_->clearProblem();
    }
}

void RuleForm::chooseProgram() {
    auto* dialog = new QFileDialog(this, tr("Choose a program"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    const QString typed = value_->text().trimmed();
    dialog->setDirectory(typed.startsWith(QChar(u'/')) ? QFileInfo(typed).path()
                                                       : QStringLiteral("/usr/bin"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        value_->setText(file);
        valueNote_->clearProblem();
    });
    dialog->open();
}

void RuleForm::clearProblems() {
    for (RuleNote* note : {valueNote_, domainNote_, commentNote_}) {
        note->clearProblem();
    }
}

void RuleForm::showProblem(const RuleProblem& problem) {
    const auto show = [&problem](RuleNote* note, QLineEdit* field) {
        note->showProblem(problem.sentence);
        field->setFocus(Qt::OtherFocusReason);
        field->selectAll();
    };
    switch (problem.field) {
    case RuleField::Value:
        show(valueNote_, value_);
        break;
    case RuleField::Domain:
        show(domainNote_, domain_);
        break;
    case RuleField::Comment:
        show(commentNote_, comment_);
        break;
    }
}

void RuleForm::save() {
    failure_->dismiss();
    clearProblems();
    if (const auto problem = problemOf(draft(), others_())) {
        showProblem(*problem);
        return;
    }
    if (draft().kind != RuleKind::Program || elsewhere_) {
        send();
        return;
    }
    // As samepagectl does: the kernel knows programs by paths without links.
    setBusy(true);
    followLinks(QString::fromStdString(newRule(draft()).value), this, [this](const QString& path) {
        setBusy(false);
        value_->setText(path);
        send();
    });
}

void RuleForm::send() {
    if (const auto problem = problemOf(draft(), others_())) {
        showProblem(*problem);
        return;
    }
    setBusy(true);
    emit saveWanted(newRule(draft()));
}

void RuleForm::setBusy(bool busy) {
    busy_ = busy;
    fields_->setEnabled(!busy);
    save_->setEnabled(!busy);
    cancel_->setEnabled(!busy);
    save_->setText(busy ? tr("Please wait…") : saveText_);
}

void RuleForm::showFailure(const QString& sentence) {
    failure_->showMessage({.tone = Tone::Error, .text = sentence});
    value_->setFocus(Qt::OtherFocusReason);
}

void RuleForm::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    value_->setFocus(Qt::OtherFocusReason);
}

} // namespace samepage::gui
