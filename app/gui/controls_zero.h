// SPDX-License-Identifier: GPL-2.0-or-later
// What becomes of pages of zeroes.
#pragma once

#include "gui/controls_model.h"

#include <QWidget>

#include <array>

class QCheckBox;

namespace samepage::gui {

class ToneLabel;

class ControlsZero : public QWidget {
    Q_OBJECT

public:
    // `model` must outlive it.
    explicit ControlsZero(ControlsModel& model, QWidget* parent = nullptr);

private:
    struct Box {
        std::string name;
        QCheckBox* box;
        ToneLabel* note;
    };

    Box add(const std::string& name, const QString& text, const QString& help);
    void refresh();

    ControlsModel& model_;
    std::array<Box, 2> boxes_;
};

} // namespace samepage::gui
