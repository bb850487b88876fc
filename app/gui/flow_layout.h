// SPDX-License-Identifier: GPL-2.0-or-later
// Puts its items beside each other, and goes on in another line where the width
// ends.
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace samepage::gui {

class FlowLayout : public QLayout {
    Q_OBJECT

public:
    FlowLayout(int horizontalSpace, int verticalSpace, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override; // takes it
    [[nodiscard]] int count() const override { return static_cast<int>(items_.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    // Returns the height that is needed.
    int arrange(const QRect& rect, bool place) const;

    int horizontalSpace_;
    int verticalSpace_;
    std::vector<std::unique_ptr<QLayoutItem>> items_;
};

} // namespace samepage::gui
