// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "service/service.h"

#include <memory>

namespace samepage {

/// Runs the service until it is idle, told to stop (SIGTERM, SIGINT) or loses
/// the bus. Needs a QCoreApplication. Returns the exit status; logs errors.
int runService(std::unique_ptr<EngineSource> engines, const Service::Options& options);

} // namespace samepage
