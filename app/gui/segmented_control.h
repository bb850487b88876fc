// SPDX-License-Identifier: GPL-2.0-or-later
// A row of joined buttons of which one is chosen.
#pragma once

#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace samepage::gui {

class SegmentedControl : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget* parent = nullptr);

    // Returns its index. The first one added is chosen. `text` may have a
    // mnemonic.
    int addSegment(const QString& text, const QString& toolTip);

    [[nodiscard]] int current() const;
    // Chooses without emitting chosen().
    void setCurrent(int index);

signals:
    // The user chose another one.
    void chosen(int index);

private:
    QButtonGroup* group_;
    int current_ = -1;
};

} // namespace samepage::gui
