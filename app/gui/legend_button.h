// SPDX-License-Identifier: GPL-2.0-or-later
// One entry of the chart's legend: colour, name and value; a click hides the
// curve or brings it back.
#pragma once

#include "gui/chart_curves.h"

#include <QAbstractButton>

namespace samepage::gui {

class LegendButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit LegendButton(Curve curve, QWidget* parent = nullptr);

    [[nodiscard]] Curve curve() const { return curve_; }
    [[nodiscard]] QString value() const { return value_; }

    void setValue(const QString& value);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont valueFont() const;

    QString value_;
    Curve curve_;
};

} // namespace samepage::gui
