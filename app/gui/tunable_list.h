// SPDX-License-Identifier: GPL-2.0-or-later
// The advanced part of the controls window: all settings of the engine, to be
// searched.
#pragma once

#include "gui/controls_model.h"

#include <QWidget>

#include <vector>

class QLineEdit;

namespace samepage::gui {

class Card;
class EmptyNotice;
class ToneLabel;
class TunableRow;

class TunableList : public QWidget {
    Q_OBJECT

public:
    // `model` must outlive it.
    explicit TunableList(ControlsModel& model, QWidget* parent = nullptr);

    void focusSearch();
    // Takes back what was typed to search; false: nothing was.
    bool clearSearch();

private:
    void refresh();
    void build(const std::vector<std::string>& names);
    void search();

    ControlsModel& model_;
    QLineEdit* search_;
    Card* card_;
    QWidget* column_;
    EmptyNotice* notice_;
    ToneLabel* missing_;
    std::vector<std::string> names_; // of the rows
    std::vector<TunableRow*> rows_;
    std::vector<QWidget*> lines_; // above each row but the first
};

} // namespace samepage::gui
