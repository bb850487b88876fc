// SPDX-License-Identifier: GPL-2.0-or-later
// One of the engine's settings: name, what it is for, range, and an editor.
#pragma once

#include "gui/controls_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace samepage::gui {

class ToneLabel;

class TunableRow : public QWidget {
    Q_OBJECT

public:
    // `model` must outlive it, and have the setting.
    TunableRow(ControlsModel& model, std::string name, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& name() const { return name_; }
    // Does the text occur in its name or its help?
    [[nodiscard]] bool matches(const QString& text) const;
    void refresh();

private:
    [[nodiscard]] QWidget* makeEditor();
    void edit(const client::SettingValue& value);

    ControlsModel& model_;
    std::string name_;
    SettingKind kind_;
    QLabel* title_;
    ToneLabel* help_;
    ToneLabel* range_;
    ToneLabel* note_;
    QToolButton* reset_;
    // One of them, by kind.
    QLineEdit* number_ = nullptr;
    QComboBox* words_ = nullptr;
    QCheckBox* onOff_ = nullptr;
    QWidget* editor_;
};

} // namespace samepage::gui
