// SPDX-License-Identifier: GPL-2.0-or-later
// Memory as one bar, a piece for each reason.
#pragma once

#include "gui/memory_reason.h"

#include <QWidget>

#include <vector>

namespace samepage::gui {

class BreakdownBar : public QWidget {
    Q_OBJECT

public:
    explicit BreakdownBar(QWidget* parent = nullptr);

    void setShares(const std::vector<MemoryShare>& shares);
    // Made to stand out; empty: none.
    void setChosen(const std::string& reason);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    // Where each share is, in the order they were given.
    [[nodiscard]] std::vector<QRectF> pieces() const;

signals:
    void clicked(const std::string& reason);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] const MemoryShare* at(const QPoint& position) const;

    std::vector<MemoryShare> shares_;
    std::string chosen_;
};

} // namespace samepage::gui
