// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/theme_colors.h"

#include <algorithm>
#include <cmath>

namespace samepage::gui {
namespace {

double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    const QColor rgb = color.toRgb();
    return 0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) +
           0.0722 * linear(rgb.blueF());
}

QColor toneColor(Tone tone) {
    switch (tone) {
    case Tone::Good:
        return QColor::fromHsl(145, 160, 100);
    case Tone::Warning:
        return QColor::fromHsl(36, 220, 115);
    case Tone::Error:
        return QColor::fromHsl(2, 180, 125);
    case Tone::Info:
        break;
    }
    return QColor::fromHsl(210, 190, 120);
}

} // namespace

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor withContrast(QColor color, const QColor& background, double ratio) {
    const bool lighten = luminance(background) < 0.18;
    for (int step = 0; step < 64 && contrast(color, background) < ratio; ++step) {
        const int lightness = color.lightness() + (lighten ? 4 : -4);
        if (lightness < 0 || lightness > 255) {
            break;
        }
        color = QColor::fromHsl(std::max(color.hslHue(), 0), color.hslSaturation(), lightness);
    }
    return color;
}

QColor blend(const QColor& under, const QColor& over, double amount) {
    const auto mix = [amount](double from, double to) {
        return static_cast<float>(from + (to - from) * amount);
    };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

ThemeColors::ThemeColors(const QPalette& palette)
    : base_(palette.color(QPalette::Active, QPalette::Base))
    , window_(palette.color(QPalette::Active, QPalette::Window))
    , hue_(210) {
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    // A grey accent has no hue to build on.
    hue_ = accent.hslSaturation() < 40 ? 210 : accent.hslHue();
    sharing =
        withContrast(QColor::fromHsl(hue_, std::max(accent.hslSaturation(), 150), 125), base_, 3.5);
    // Far enough round the wheel to be told apart, also by most colour-blind
    // eyes: blue against orange.
    shared = withContrast(QColor::fromHsl((hue_ + 180) % 360, 190, 120), base_, 3.5);
    grid = blend(base_, text, 0.12);
    dimText = blend(base_, text, 0.5);
    for (double amount = 0.5;
         amount < 1 && std::min(contrast(dimText, base_), contrast(dimText, window_)) < 4.5;
         amount += 0.02) {
        dimText = blend(base_, text, amount);
    }
}

QColor ThemeColors::curve(Curve curve) const {
    const auto at = [this](int turn) {
        return withContrast(QColor::fromHsl((hue_ + turn) % 360, 150, 120), base_, 3.5);
    };
    switch (curve) {
    case Saved:
    case ScanRate:
    case OwnSaved:
        return sharing;
    case Shared:
    case PassTime:
    case OwnMerged:
        return shared;
    case Sharing:
        return at(325);
    case Unshared:
    case OwnUnshared:
    case ScanCpu:
        return at(80);
    case Volatile:
    case OwnVolatile:
        return at(140);
    case Zero:
    case OwnZero:
        return at(290);
    case CurveCount:
        break;
    }
    return dimText;
}

QColor ThemeColors::tone(Tone tone) const {
    return withContrast(toneColor(tone), base_, 3.5);
}

QColor ThemeColors::toneBackground(Tone tone) const {
    return blend(window_, toneColor(tone), 0.14);
}

QColor ThemeColors::toneBorder(Tone tone) const {
    return blend(window_, toneColor(tone), 0.45);
}

} // namespace samepage::gui
