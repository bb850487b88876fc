// SPDX-License-Identifier: GPL-2.0-or-later
// A titled group of controls on a ground of its own.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace samepage::gui {

// What cards are painted with: it sets them and the controls on them off from the
// window, light or dark.
[[nodiscard]] QColor cardGround(const QPalette& palette);

class Card : public QWidget {
    Q_OBJECT

public:
    // Both may be empty; `about` is a sentence below the title.
    explicit Card(const QString& title, const QString& about = {}, QWidget* parent = nullptr);

    // Where the controls go.
    [[nodiscard]] QVBoxLayout& content() { return *content_; }
    // A line between what was added and what will be.
    QWidget* addLine();

private:
    QVBoxLayout* content_;
};

} // namespace samepage::gui
