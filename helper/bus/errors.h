// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "failure.h"

#include <sdbus-c++/Error.h>

namespace samepage {

/// The D-Bus error that stands for a failure.
[[nodiscard]] sdbus::Error busError(const Failure& failure);

} // namespace samepage
