// SPDX-License-Identifier: GPL-2.0-or-later
// What a table says when it has no rows.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace samepage::gui {

class EmptyNotice : public QWidget {
    Q_OBJECT

public:
    // Covers `over`, and stays as large as it.
    explicit EmptyNotice(QWidget* over);

    // `button` may be empty.
    void showText(const QString& title, const QString& text, const QString& button);
    [[nodiscard]] QString title() const;

signals:
    void buttonClicked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* title_;
    QLabel* text_;
    QPushButton* button_;
};

} // namespace samepage::gui
