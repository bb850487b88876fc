// SPDX-License-Identifier: GPL-2.0-or-later
// A program's path as the kernel has it in /proc/PID/exe.
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace samepage::gui {

// Follows symbolic links, in the background: the file may be on a disk that
// sleeps. `done` is called on the caller's thread unless `receiver` is gone; a
// file that is not there keeps its path.
void followLinks(const QString& path, QObject* receiver,
                 std::function<void(const QString& path)> done);

} // namespace samepage::gui
