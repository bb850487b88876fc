// SPDX-License-Identifier: GPL-2.0-or-later
// The first thing that a new user sees: what marking does, what it costs, and
// who learns what by it. Not modal: what is behind it works.
#pragma once

#include <QDialog>

class QSettings;

namespace samepage::gui {

class WelcomeWindow : public QDialog {
    Q_OBJECT

public:
    // Remembers in `settings`, which must outlive it, that it was read.
    explicit WelcomeWindow(QSettings& settings, QWidget* parent = nullptr);

    // Nobody has read it yet.
    [[nodiscard]] static bool isDue(const QSettings& settings);

    // However it is closed, it does not come again by itself.
    void done(int result) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Point;

    QSettings& settings_;
    QList<Point*> points_;
};

} // namespace samepage::gui
