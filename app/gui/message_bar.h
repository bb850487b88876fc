// SPDX-License-Identifier: GPL-2.0-or-later
// A strip inside the window that says what happened or what is wrong, instead of
// a box that stops the user.
#pragma once

#include "gui/theme_colors.h"

#include <QFrame>

#include <functional>
#include <vector>

class QLabel;
class QHBoxLayout;
class QToolButton;

namespace samepage::gui {

class MessageBar : public QFrame {
    Q_OBJECT

public:
    struct Button {
        QString text;
        std::function<void()> action; // the bar is closed before it runs
    };
    struct Message {
        Tone tone = Tone::Info;
        QString title{}; // bold, may be empty
        QString text{};  // plain text, wrapped
        std::vector<Button> buttons{};
        bool dismissable = true;
        bool keepOpen = false; // buttons leave the bar open
    };

    // `gap`: pixels left empty below it, while it is there.
    explicit MessageBar(int gap = 0, QWidget* parent = nullptr);

    // Replaces what is shown.
    void showMessage(const Message& message);
    void dismiss();
    [[nodiscard]] QString text() const;

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();

    int gap_;
    Tone tone_ = Tone::Info;
    QLabel* icon_;
    QLabel* text_;
    QHBoxLayout* buttons_;
    QToolButton* close_;
};

} // namespace samepage::gui
