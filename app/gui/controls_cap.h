// SPDX-License-Identifier: GPL-2.0-or-later
// How much of a CPU scanning may use.
#pragma once

#include "gui/controls_model.h"

#include <QWidget>

class QSlider;
class QSpinBox;

namespace samepage::gui {

class ToneLabel;

class ControlsCap : public QWidget {
    Q_OBJECT

public:
    // `model` must outlive it.
    explicit ControlsCap(ControlsModel& model, QWidget* parent = nullptr);

private:
    void refresh();

    ControlsModel& model_;
    QSlider* slider_;
    QSpinBox* editor_;
    ToneLabel* note_;
};

} // namespace samepage::gui
