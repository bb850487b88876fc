// SPDX-License-Identifier: GPL-2.0-or-later
// The row above the table: whose processes, which of them, and what to do.
#pragma once

#include "gui/process_feed.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace samepage::gui {

class ActionButton;
class Actions;
class SegmentedControl;

class HeaderBar : public QWidget {
    Q_OBJECT

public:
    explicit HeaderBar(Actions& actions, QWidget* parent = nullptr);

    void setScope(Scope scope);
    // Which of the two actions the scanner's button stands for.
    void setRunning(bool running);
    void focusFilter();
    void clearFilter();
    [[nodiscard]] QString filterText() const;
    // What is wrong with it, in words below the field; empty: nothing.
    void showFilterProblem(const QString& text);
    [[nodiscard]] QString filterProblem() const;

signals:
    void scopeChosen(samepage::gui::Scope scope);
    void filterChanged(const QString& text);
    // Down in the filter field: on to the table.
    void leaveFilter();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Actions& actions_;
    SegmentedControl* scope_;
    QLineEdit* filter_;
    QLabel* problem_;
    QHBoxLayout* below_ = nullptr; // of the field: what is wrong with it
    ActionButton* mark_;
    ActionButton* unmark_;
    ActionButton* scanner_;
};

} // namespace samepage::gui
