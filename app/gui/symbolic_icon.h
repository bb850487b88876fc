// SPDX-License-Identifier: GPL-2.0-or-later
// Our one-colour icons, drawn in whatever colour the palette has now.
#pragma once

#include <QIcon>
#include <QString>

namespace samepage::gui {

enum class Tint { Text, Dim, Accent, Good, Warning, Error };

// `name`: a file in icons/ without ".svg". Follows palette changes by itself.
[[nodiscard]] QIcon symbolicIcon(const QString& name, Tint tint = Tint::Text);

// The app's own; from the icon theme where it is installed.
[[nodiscard]] QIcon applicationIcon();

} // namespace samepage::gui
