// SPDX-License-Identifier: GPL-2.0-or-later
// One entry of the chart's legend: colour, name and value; a click hides the
// curve or brings it back.
#pragma once

#include <QAbstractButton>

namespace samepage::gui {

class LegendButton : public QAbstractButton {
    Q_OBJECT

public:
    // `first` is the colour of curve Chart::Sharing, else that of Chart::Shared.
    LegendButton(const QString& name, bool first, QWidget* parent = nullptr);

    void setValue(const QString& value);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont valueFont() const;

    QString value_;
    bool first_;
};

} // namespace samepage::gui
