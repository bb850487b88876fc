// SPDX-License-Identifier: GPL-2.0-or-later
// Estimating and merging the selection: the buttons, how far it is, and what
// came out.
#pragma once

#include "gui/long_work.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace samepage::gui {

class Actions;

class SavingPanel : public QWidget {
    Q_OBJECT

public:
    explicit SavingPanel(const Actions& actions, QWidget* parent = nullptr);

    void showProgress(const std::optional<LongWork::Progress>& progress);
    // May be empty.
    void showResult(const QString& text);
    [[nodiscard]] QString result() const;

signals:
    void cancelClicked();

private:
    QWidget* buttons_;
    QWidget* progress_;
    QLabel* doing_;
    QProgressBar* bar_;
    QWidget* cancel_;
    QLabel* result_;
};

} // namespace samepage::gui
