// SPDX-License-Identifier: GPL-2.0-or-later
// One reason below the bar: its colour, name and size; a button that asks for
// its explanation.
#pragma once

#include "gui/memory_reason.h"

#include <QAbstractButton>

namespace samepage::gui {

class BreakdownEntry : public QAbstractButton {
    Q_OBJECT

public:
    BreakdownEntry(const MemoryShare& share, quint64 total, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& reason() const { return share_.reason; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MemoryShare share_;
    QString size_;
};

} // namespace samepage::gui
