// SPDX-License-Identifier: GPL-2.0-or-later
// The everyday part of the controls window: sections that scroll.
#pragma once

#include "gui/controls_model.h"

#include <QScrollArea>

namespace samepage::gui {

class ControlsScanning;
class ToneLabel;

class ControlsPage : public QScrollArea {
    Q_OBJECT

public:
    // Both must outlive it.
    ControlsPage(ServiceClient& client, ControlsModel& model, QWidget* parent = nullptr);

    [[nodiscard]] ControlsScanning& scanning() { return *scanning_; }

private:
    void refresh();

    // Why a section has nothing to offer with the engine in use.
    struct Lack {
        std::string setting;
        ToneLabel* text;
        QString reason; // in a sentence
    };

    ServiceClient& client_;
    ControlsModel& model_;
    ControlsScanning* scanning_;
    std::vector<Lack> lacks_;
};

} // namespace samepage::gui
