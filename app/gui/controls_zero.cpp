// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_zero.h"

#include "gui/tone_label.h"

#include <QCheckBox>
#include <QStyle>
#include <QVBoxLayout>

namespace samepage::gui {

ControlsZero::ControlsZero(ControlsModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , boxes_() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    boxes_[0] = add("use_zero_pages", tr("Use the kernel’s own page of zeroes for them"),
                    tr("It is there anyway, so they need no memory at all."));
    layout->addSpacing(6);
    boxes_[1] = add("zero_pages_only", tr("Merge nothing else"),
                    tr("Other pages are left alone: no program can find out anything about "
                       "another one but where it has zeroes."));
    connect(&model_, &ControlsModel::changed, this, &ControlsZero::refresh);
    refresh();
}

ControlsZero::Box ControlsZero::add(const std::string& name, const QString& text,
                                    const QString& help) {
    auto* box = new QCheckBox(text);
    box->setAccessibleDescription(help);
    box->setToolTip(QString::fromStdString(name));
    connect(box, &QCheckBox::clicked, this,
            [this, name](bool on) { model_.edit(SettingsOf::Engine, name, on); });
    auto* note = new ToneLabel;
    note->hide();
    auto* about = new ToneLabel(help);
    const int indent = style()->pixelMetric(QStyle::PM_IndicatorWidth) +
                       style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing);
    for (ToneLabel* label : {about, note}) {
        label->setContentsMargins(indent, 0, 0, 0);
    }
    layout()->addWidget(box);
    layout()->addWidget(about);
    layout()->addWidget(note);
    return {.name = name, .box = box, .note = note};
}

void ControlsZero::refresh() {
    for (const Box& box : boxes_) {
        const client::SettingValue* value = model_.value(SettingsOf::Engine, box.name);
        const auto* on = value != nullptr ? std::get_if<bool>(value) : nullptr;
        box.box->setEnabled(on != nullptr);
        box.box->setChecked(on != nullptr && *on);
        const ControlsModel::Note note = model_.note(SettingsOf::Engine, box.name);
        box.note->showText(note.text, note.tone);
    }
}

} // namespace samepage::gui
