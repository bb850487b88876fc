// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "failure.h"

namespace samepage {

/// What it means that writing `run` (0, 1 or 2) to a scanner failed with this
/// error number. busySentence explains EBUSY, which depends on the scanner.
[[nodiscard]] Failure runFailure(int run, int error, const char* busySentence);

} // namespace samepage
