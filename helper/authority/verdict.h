// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "failure.h"

#include <optional>

namespace samepage {

/// What to tell the caller; empty: go on. Everything but a clear yes is a no.
[[nodiscard]] std::optional<Failure> verdict(const Question& question, const Answer& answer);

} // namespace samepage
