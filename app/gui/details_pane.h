// SPDX-License-Identifier: GPL-2.0-or-later
// The selection in detail: what it is, what it holds, what marking would do.
#pragma once

#include "gui/service_client.h"

#include <QWidget>

#include <vector>

class QLabel;
class QStackedLayout;

namespace samepage::gui {

class ElidedLabel;

class DetailsPane : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPane(QWidget* parent = nullptr);

    // `note`: how the last thing done to it went wrong; may be empty.
    void showProcesses(const std::vector<ProcessRow>& selected, const EngineStatus& status,
                       const QString& note);

    [[nodiscard]] QString explanation() const;

private:
    QWidget* makeFigure(const QString& name, const QString& toolTip, QLabel*& value);

    QStackedLayout* pages_;
    ElidedLabel* title_;
    ElidedLabel* subtitle_;
    ElidedLabel* path_;
    QLabel* memory_ = nullptr;
    QLabel* merged_ = nullptr;
    QLabel* saved_ = nullptr;
    QLabel* explanation_;
    QLabel* note_;
};

} // namespace samepage::gui
