// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_choice.h"

#include "gui/tone_label.h"
#include "gui/wheel_guard.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace samepage::gui {

using client::SettingValue;

namespace {

double toDouble(const SettingValue& value) {
    if (const auto* count = std::get_if<std::uint64_t>(&value)) {
        return static_cast<double>(*count);
    }
    const auto* fraction = std::get_if<double>(&value);
    return fraction != nullptr ? *fraction : 0;
}

} // namespace

ControlsChoice::ControlsChoice(ControlsModel& model, SettingsOf set, std::string name,
                               const std::vector<Choice>& choices, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , set_(set)
    , name_(std::move(name))
    , choices_(choices)
    , group_(new QButtonGroup(this))
    , note_(new ToneLabel) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(0, 1);
    // Below the text of the button, not below its circle.
    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                       style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
    int row = 0;
    for (const Choice& choice : choices_) {
        auto* button = new QRadioButton(choice.title);
        button->setAccessibleDescription(choice.help);
        button->setToolTip(
            tr("%1=%2", "as samepagectl takes it")
                .arg(QString::fromStdString(name_), QString::fromStdString(choice.word)));
        group_->addButton(button, static_cast<int>(buttons_.size()));
        buttons_.push_back(button);
        auto* help = new ToneLabel(choice.help);
        help->setContentsMargins(indent, 0, 0, 0);
        grid->addWidget(button, row, 0);
        grid->addWidget(help, row + 1, 0, 1, 2);
        grid->setRowMinimumHeight(row + 3, 6);
        row += 4;
    }
    note_->setContentsMargins(indent, 0, 0, 0);
    note_->hide();
    grid->addWidget(note_, row, 0, 1, 2);
    connect(group_, &QButtonGroup::idClicked, this, [this](int id) {
        model_.edit(set_, name_, choices_[static_cast<std::size_t>(id)].word);
    });
    connect(&model_, &ControlsModel::changed, this, &ControlsChoice::refresh);
    refresh();
}

void ControlsChoice::addNumber(const std::string& word, const std::string& name, double min,
                               double max, int decimals, const QString& accessibleName) {
    const auto choice = std::ranges::find(choices_, word, &Choice::word);
    const int row = static_cast<int>(choice - choices_.begin()) * 4;
    auto* editor = new QDoubleSpinBox;
    editor->setRange(min, max);
    editor->setDecimals(decimals);
    editor->setSuffix(tr(" %"));
    editor->setAccessibleName(accessibleName);
    editor->setAccessibleDescription(choice->help);
    editor->setToolTip(accessibleName);
    editor->setAlignment(Qt::AlignTrailing);
    editor->setMinimumWidth(percentEditorWidth);
    guardFromWheel(*editor);
    auto* note = new ToneLabel;
    note->setContentsMargins(layout()->itemAt(1)->widget()->contentsMargins());
    note->hide();
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->addWidget(editor, row, 1);
    grid->addWidget(note, row + 2, 0, 1, 2);
    connect(editor, &QDoubleSpinBox::valueChanged, this, [this, name](double value) {
        const SettingValue* now = model_.value(set_, name);
        if (now == nullptr) {
            return;
        }
        // In the type that the service has for it.
        model_.edit(set_, name,
                    std::holds_alternative<std::uint64_t>(*now)
                        ? SettingValue(static_cast<std::uint64_t>(std::llround(value)))
                        : SettingValue(value));
    });
    numbers_.push_back({.name = name, .editor = editor, .note = note});
    refresh();
}

void ControlsChoice::refresh() {
    const SettingValue* value = model_.value(set_, name_);
    const auto* word = value != nullptr ? std::get_if<std::string>(value) : nullptr;
    setEnabled(value != nullptr);
    // An exclusive group always has a choice, but for none that is known here.
    group_->setExclusive(false);
    for (std::size_t index = 0; index < choices_.size(); ++index) {
        buttons_[index]->setChecked(word != nullptr && choices_[index].word == *word);
    }
    group_->setExclusive(true);
    const ControlsModel::Note note = model_.note(set_, name_);
    const bool consequence = note.tone != Tone::Error && !note.text.isEmpty();
    note_->showText(consequence && !consequence_.isEmpty()
                        ? tr("%1 %2", "two sentences").arg(note.text, consequence_)
                        : note.text,
                    note.tone);
    for (const Number& number : numbers_) {
        refreshNumber(number);
    }
}

void ControlsChoice::refreshNumber(const Number& number) {
    const SettingValue* value = model_.value(set_, number.name);
    number.editor->setEnabled(value != nullptr);
    if (value != nullptr) {
        const QSignalBlocker blocker(number.editor);
        if (number.editor->value() != toDouble(*value)) {
            number.editor->setValue(toDouble(*value));
        }
    }
    const ControlsModel::Note note = model_.note(set_, number.name);
    number.note->showText(note.text, note.tone);
}

} // namespace samepage::gui
