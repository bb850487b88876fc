// SPDX-License-Identifier: GPL-2.0-or-later
// Settings as the service has them at first.
#pragma once

#include "client/settings.h"

namespace samepage::gui {

[[nodiscard]] client::Settings madeUpTunables();        // of the module
[[nodiscard]] client::Settings madeUpBuiltinTunables(); // of the kernel's own scanner
[[nodiscard]] client::Settings madeUpPolicy();

} // namespace samepage::gui
