// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tunable_row.h"

#include "gui/symbolic_icon.h"
#include "gui/tone_label.h"
#include "gui/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <utility>

namespace samepage::gui {

using client::SettingValue;

namespace {

constexpr int editorWidth = 150;
constexpr int unitWidth = 84;
constexpr int longestNumber = 30;

} // namespace

TunableRow::TunableRow(ControlsModel& model, std::string name, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , name_(std::move(name))
    , kind_(model.spec(name_).kind)
    , title_(new QLabel(QString::fromStdString(name_)))
    , help_(new ToneLabel(model.spec(name_).help))
    , range_(new ToneLabel)
    , note_(new ToneLabel)
    , reset_(new QToolButton)
    , editor_(makeEditor()) {
    const TunableSpec spec = model.spec(name_);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(title_->font().pointSizeF());
    font.setWeight(QFont::DemiBold);
    title_->setFont(font);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setBuddy(editor_);
    editor_->setFixedWidth(editorWidth);
    editor_->setAccessibleName(
        spec.unit.isEmpty()
            ? QString::fromStdString(name_)
            : tr("%1 in %2", "setting, unit").arg(QString::fromStdString(name_), spec.unit));
    auto* unit = new ToneLabel(spec.unit);
    unit->setWordWrap(false);
    unit->setFixedWidth(unitWidth);

    reset_->setIcon(symbolicIcon(QStringLiteral("reset")));
    reset_->setAutoRaise(true);
    reset_->setFocusPolicy(Qt::TabFocus);
    if (spec.normal) {
        reset_->setToolTip(tr("Set to the default, %1").arg(settingText(spec, *spec.normal)));
    }
    reset_->setAccessibleName(tr("Set %1 to its default").arg(QString::fromStdString(name_)));
    connect(reset_, &QToolButton::clicked, this, [this] {
        model_.reset(name_);
        editor_->setFocus(Qt::OtherFocusReason);
    });

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(0, 1);
    grid->addWidget(title_, 0, 0);
    grid->addWidget(help_, 1, 0);
    grid->addWidget(range_, 2, 0);
    grid->addWidget(note_, 3, 0, 1, 4);
    grid->addWidget(editor_, 0, 1, 2, 1, Qt::AlignVCenter);
    grid->addWidget(unit, 0, 2, 2, 1, Qt::AlignVCenter);
    grid->addWidget(reset_, 0, 3, 2, 1, Qt::AlignVCenter);
    refresh();
}

QWidget* TunableRow::makeEditor() {
    if (kind_ == SettingKind::Switch) {
        onOff_ = new QCheckBox(tr("On"));
        connect(onOff_, &QCheckBox::clicked, this, [this](bool on) { edit(on); });
        return onOff_;
    }
    if (kind_ == SettingKind::Words) {
        words_ = new QComboBox;
        for (const std::string& word : model_.spec(name_).words) {
            words_->addItem(QString::fromStdString(word));
        }
        guardFromWheel(*words_);
        connect(words_, &QComboBox::activated, this,
                [this] { edit(words_->currentText().toStdString()); });
        return words_;
    }
    number_ = new QLineEdit;
    number_->setAlignment(Qt::AlignTrailing);
    number_->setMaxLength(longestNumber);
    connect(number_, &QLineEdit::textEdited, this,
            [this](const QString& text) { edit(typedNumber(text)); });
    return number_;
}

void TunableRow::edit(const SettingValue& value) {
    model_.edit(SettingsOf::Engine, name_, value);
}

bool TunableRow::matches(const QString& text) const {
    return title_->text().contains(text, Qt::CaseInsensitive) ||
           help_->text().contains(text, Qt::CaseInsensitive);
}

void TunableRow::refresh() {
    const SettingValue* value = model_.value(SettingsOf::Engine, name_);
    if (value == nullptr) {
        return; // about to go
    }
    const TunableSpec spec = model_.spec(name_);
    range_->showText(rangeText(spec));
    if (const auto* on = std::get_if<bool>(value); on != nullptr && onOff_ != nullptr) {
        onOff_->setChecked(*on);
    }
    if (words_ != nullptr) {
        if (const auto* word = std::get_if<std::string>(value)) {
            words_->setCurrentIndex(words_->findText(QString::fromStdString(*word)));
        }
    }
    // Not while it means the same: the cursor would jump.
    if (number_ != nullptr && typedNumber(number_->text()) != *value) {
        const auto* count = std::get_if<std::uint64_t>(value);
        const auto* text = std::get_if<std::string>(value);
        number_->setText(count != nullptr  ? QLocale().toString(qulonglong{*count})
                         : text != nullptr ? QString::fromStdString(*text)
                                           : settingText(spec, *value));
    }

    const bool edited = model_.settings(SettingsOf::Engine).isEdited(name_);
    const QString lock = model_.lock(name_);
    const ControlsModel::Note note = model_.note(SettingsOf::Engine, name_);
    editor_->setEnabled(kind_ != SettingKind::Fraction && (edited || lock.isEmpty()));
    reset_->setVisible(spec.normal.has_value());
    reset_->setEnabled(editor_->isEnabled() && spec.normal && *spec.normal != *value);
    note_->showText(note.text.isEmpty() ? lock : note.text, note.tone);
    editor_->setAccessibleDescription(
        QStringList({spec.help, range_->text(), note_->text()}).join(QChar(u' ')));
}

} // namespace samepage::gui
