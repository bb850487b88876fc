// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"

#include <string>
#include <vector>

namespace samepage {

/// Kinds of events in the history that lie between two looks at the engine.
[[nodiscard]] std::vector<std::string> engineEvents(const EngineStatus& before,
                                                    const EngineStatus& now);

} // namespace samepage
