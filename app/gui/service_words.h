// SPDX-License-Identifier: GPL-2.0-or-later
// What the service says, in the user's language. It speaks English, with a word
// (Problem, the name of an error) or a fixed sentence for each thing; what is not
// known here, from a later service say, stays in English.
#pragma once

#include "client/engine_status.h"

#include <QString>

#include <optional>
#include <string>

namespace samepage::gui {

[[nodiscard]] QString serviceText(const std::string& text);
// Nothing, if any part of it is not known.
[[nodiscard]] std::optional<QString> knownServiceText(const std::string& text);

// Why the scanner is in its state; may be empty.
[[nodiscard]] QString explanationText(const client::EngineStatus& status);

} // namespace samepage::gui
