// SPDX-License-Identifier: GPL-2.0-or-later
// How software is installed here, to name commands that work.
#pragma once

#include <QString>

namespace samepage::gui {

// Unknown: also that of another computer.
enum class PackageSystem { Apt, Dnf, Pacman, Unknown };

// What the contents of an os-release file say.
[[nodiscard]] PackageSystem packageSystemOf(const QString& osRelease);
// Of this computer; read once.
[[nodiscard]] PackageSystem packageSystemHere();

} // namespace samepage::gui
