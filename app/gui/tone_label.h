// SPDX-License-Identifier: GPL-2.0-or-later
// Wrapped text beside a control, in a colour that stays readable when the
// palette changes.
#pragma once

#include "gui/theme_colors.h"

#include <QLabel>

#include <optional>

namespace samepage::gui {

class ToneLabel : public QLabel {
    Q_OBJECT

public:
    // Without a tone it is secondary text.
    explicit ToneLabel(const QString& text = {}, QWidget* parent = nullptr);

    // Hidden while there is no text.
    void showText(const QString& text, std::optional<Tone> tone = std::nullopt);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateColor();

    std::optional<Tone> tone_;
    bool updating_ = false;
};

} // namespace samepage::gui
