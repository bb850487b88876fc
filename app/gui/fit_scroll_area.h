// SPDX-License-Identifier: GPL-2.0-or-later
// A scroll area that wants all of its contents to be seen, and scrolls down only
// where the screen is too small for that.
#pragma once

#include <QScrollArea>

namespace samepage::gui {

class FitScrollArea : public QScrollArea {
    Q_OBJECT

public:
    // Takes `contents`.
    explicit FitScrollArea(QWidget* contents, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
};

// As large as it wants to be, and no larger than the screen it comes on.
void fitToScreen(QWidget& window);

} // namespace samepage::gui
