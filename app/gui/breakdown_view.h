// SPDX-License-Identifier: GPL-2.0-or-later
// Where the memory of one or several processes stands: the bar, its legend, and
// what the chosen reason means.
#pragma once

#include "gui/memory_reason.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QPushButton;

namespace samepage::gui {

class BreakdownBar;
class BreakdownEntry;
class ElidedLabel;

class BreakdownView : public QWidget {
    Q_OBJECT

public:
    explicit BreakdownView(QWidget* parent = nullptr);

    // Whether it is about one process or about more.
    void setSeveral(bool several);
    // Keeps the chosen reason if it is still there. `note`: what the bar leaves out,
    // with a button of its own; both may be empty.
    void showShares(const std::vector<MemoryShare>& shares, const QString& note = {},
                    const QString& button = {});
    // Instead of the bar. `button` may be empty.
    void showMessage(const QString& text, const QString& button);

    // What is written below the legend; for tests and screen readers.
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QString message() const;
    [[nodiscard]] const std::vector<MemoryShare>& shares() const { return shares_; }

signals:
    // The button beside the message, or the one that looks again.
    void askClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(const std::string& reason);
    void arrange();
    void showBar(bool shown);

    ElidedLabel* heading_;
    BreakdownBar* bar_;
    QWidget* legend_;
    QGridLayout* grid_;
    QLabel* meaning_;
    QLabel* message_;
    QPushButton* ask_;
    QPushButton* again_;
    std::vector<MemoryShare> shares_;
    std::vector<BreakdownEntry*> entries_; // children of legend_
    std::string chosen_;
    int columns_ = 0;
};

} // namespace samepage::gui
