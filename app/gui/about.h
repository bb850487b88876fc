// SPDX-License-Identifier: GPL-2.0-or-later
// What the app is, the versions of all its parts, and their licences.
#pragma once

#include "client/engine_status.h"

#include <optional>

class QWidget;

namespace samepage::gui {

// `status`: of the service that the window is connected to; empty: of none. Windows are
// closed by themselves and delete themselves.
void showAbout(QWidget* parent, const std::optional<client::EngineStatus>& status);

} // namespace samepage::gui
