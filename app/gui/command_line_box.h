// SPDX-License-Identifier: GPL-2.0-or-later
// A command to type into a terminal, with a button that copies it.
#pragma once

#include <QFrame>

namespace samepage::gui {

class CommandLineBox : public QFrame {
    Q_OBJECT

public:
    explicit CommandLineBox(const QString& command, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace samepage::gui
