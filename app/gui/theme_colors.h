// SPDX-License-Identifier: GPL-2.0-or-later
// Colours of our own, made to fit the palette, light or dark.
#pragma once

#include "gui/chart_curves.h"

#include <QColor>
#include <QPalette>

namespace samepage::gui {

enum class Tone { Info, Good, Warning, Error };

struct ThemeColors {
    explicit ThemeColors(const QPalette& palette);

    QColor sharing; // of the accent's hue
    QColor shared;  // of the opposite one
    QColor grid;
    QColor dimText; // secondary text, still readable (contrast at least 4.5)

    [[nodiscard]] QColor curve(Curve curve) const;        // on the palette's Base
    [[nodiscard]] QColor tone(Tone tone) const;           // for icons and dots
    [[nodiscard]] QColor toneBackground(Tone tone) const; // behind ordinary text
    [[nodiscard]] QColor toneBorder(Tone tone) const;

private:
    QColor base_;
    QColor window_;
    int hue_;
};

// As WCAG defines it: 1 (the same) to 21 (black on white).
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

// `color` made lighter or darker until its contrast to `background` is at least
// `ratio`, or it cannot be raised any further.
[[nodiscard]] QColor withContrast(QColor color, const QColor& background, double ratio);

// `amount` (0..1) of `over` on `under`.
[[nodiscard]] QColor blend(const QColor& under, const QColor& over, double amount);

} // namespace samepage::gui
