// SPDX-License-Identifier: GPL-2.0-or-later
// What the icon in the tray says.
#pragma once

#include "gui/service_client.h"

#include <QString>

#include <optional>

namespace samepage::gui {

// Two lines: what is saved, if that is known, and what the scanner does. `host`:
// the other computer that this is about; empty: this one.
[[nodiscard]] QString trayToolTip(Link link, const EngineStatus& status,
                                  std::optional<quint64> savedBytes, const QString& host = {});
// The name of the app, with the computer if it is another one.
[[nodiscard]] QString trayTitle(const QString& host);

} // namespace samepage::gui
