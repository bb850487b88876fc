// SPDX-License-Identifier: GPL-2.0-or-later
// The selection in detail: what it is, what it holds, what marking would do.
#pragma once

#include "gui/service_client.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace samepage::gui {

class Actions;
class BreakdownView;
class ElidedLabel;
class SavingPanel;

class DetailsPane : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPane(const Actions& actions, QWidget* parent = nullptr);

    // `note`: how the last thing done to it went wrong; may be empty.
    void showProcesses(const std::vector<ProcessRow>& selected, const EngineStatus& status,
                       const QString& note);

    // With whom the process may share; an empty text hides it.
    void showPartners(const QString& text, bool canSelect);

    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QString partners() const;
    [[nodiscard]] SavingPanel& saving() { return *saving_; }
    [[nodiscard]] BreakdownView& breakdown() { return *breakdown_; }

signals:
    void selectPartnersClicked();

private:
    QWidget* makePartners();
    QWidget* makeFigure(const QString& name, const QString& toolTip, QLabel*& value);

    QStackedLayout* pages_;
    ElidedLabel* title_;
    ElidedLabel* subtitle_;
    ElidedLabel* path_;
    QLabel* memory_ = nullptr;
    QLabel* merged_ = nullptr;
    QLabel* saved_ = nullptr;
    SavingPanel* saving_;
    BreakdownView* breakdown_;
    QLabel* partnersText_;
    QPushButton* selectPartners_;
    QWidget* partners_;
    QLabel* explanation_;
    QLabel* note_;
};

} // namespace samepage::gui
