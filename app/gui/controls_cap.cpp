// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_cap.h"

#include "gui/controls_choice.h"
#include "gui/tone_label.h"
#include "gui/wheel_guard.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {
namespace {

const std::string setting("max_cpu_percent");

} // namespace

ControlsCap::ControlsCap(ControlsModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , slider_(new QSlider(Qt::Horizontal))
    , editor_(new QSpinBox)
    , note_(new ToneLabel) {
    slider_->setAccessibleName(tr("CPU cap"));
    editor_->setAccessibleName(tr("CPU cap in percent of one CPU"));
    editor_->setSuffix(tr(" %"));
    editor_->setAlignment(Qt::AlignTrailing);
    for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(editor_)}) {
        widget->setToolTip(tr("100 % is all of one CPU; more than that needs more than one thread "
                              "(Advanced, threads)"));
    }
    for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(editor_)}) {
        guardFromWheel(*widget);
    }
    editor_->setSpecialValueText(tr("–")); // of 0, which is no cap
    editor_->setMinimumWidth(percentEditorWidth);
    const auto edit = [this](int value) {
        model_.edit(SettingsOf::Engine, setting, static_cast<std::uint64_t>(value));
    };
    connect(slider_, &QSlider::valueChanged, this, edit);
    connect(editor_, &QSpinBox::valueChanged, this, edit);

    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(slider_, 1);
    row->addWidget(editor_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(note_);
    connect(&model_, &ControlsModel::changed, this, &ControlsCap::refresh);
    refresh();
}

void ControlsCap::refresh() {
    const client::SettingValue* value = model_.value(SettingsOf::Engine, setting);
    const auto* percent = value != nullptr ? std::get_if<std::uint64_t>(value) : nullptr;
    slider_->setEnabled(percent != nullptr);
    editor_->setEnabled(percent != nullptr);
    if (percent != nullptr) {
        // Too much for the threads that there will be is shown as wrong, not made right.
        const int shown = static_cast<int>(std::min<std::uint64_t>(*percent, 6400));
        const int most = std::max(static_cast<int>(model_.spec(setting).max), shown);
        const QSignalBlocker quietSlider(slider_);
        const QSignalBlocker quietEditor(editor_);
        slider_->setRange(1, most);
        editor_->setRange(1, most);
        slider_->setPageStep(std::max(most / 10, 1));
        slider_->setValue(shown);
        editor_->setValue(shown);
    } else {
        const QSignalBlocker quietSlider(slider_);
        const QSignalBlocker quietEditor(editor_);
        slider_->setRange(0, 100);
        editor_->setRange(0, 100);
        slider_->setValue(0);
        editor_->setValue(0);
    }
    const ControlsModel::Note note = model_.note(SettingsOf::Engine, setting);
    note_->showText(note.text, note.tone);
}

} // namespace samepage::gui
