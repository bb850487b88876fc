// SPDX-License-Identifier: GPL-2.0-or-later
// One of several words, each with what it means; for a setting of the controls.
#pragma once

#include "gui/controls_model.h"
#include "gui/controls_words.h"

#include <QWidget>

class QButtonGroup;
class QDoubleSpinBox;
class QRadioButton;

namespace samepage::gui {

class ToneLabel;

// Fields with a percentage stand below each other.
constexpr int percentEditorWidth = 80;

class ControlsChoice : public QWidget {
    Q_OBJECT

public:
    // `model` must outlive it.
    ControlsChoice(ControlsModel& model, SettingsOf set, std::string name,
                   const std::vector<Choice>& choices, QWidget* parent = nullptr);

    // A number beside the choice `word`, which is another setting of the same set.
    void addNumber(const std::string& word, const std::string& name, double min, double max,
                   int decimals, const QString& accessibleName);
    // What to say below it while it is edited; empty: nothing.
    void setConsequence(const QString& text) { consequence_ = text; }

private:
    struct Number {
        std::string name;
        QDoubleSpinBox* editor;
        ToneLabel* note;
    };

    void refresh();
    void refreshNumber(const Number& number);

    ControlsModel& model_;
    SettingsOf set_;
    std::string name_;
    std::vector<Choice> choices_;
    std::vector<QRadioButton*> buttons_;
    std::vector<Number> numbers_;
    QButtonGroup* group_;
    ToneLabel* note_;
    QString consequence_;
};

} // namespace samepage::gui
