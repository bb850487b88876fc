// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace samepage {

/// Text from outside (process names, paths) made fit for D-Bus: valid UTF-8
/// without control characters or bidirectional overrides. What does not belong
/// becomes U+FFFD; at most maxBytes bytes are returned, cut between characters.
[[nodiscard]] std::string printable(std::string_view text, std::size_t maxBytes = 4096);

/// As printable(), in ASCII and without characters that dialogs read as markup:
/// for log lines and for password prompts.
[[nodiscard]] std::string plain(std::string_view text, std::size_t maxBytes = 64);

} // namespace samepage
