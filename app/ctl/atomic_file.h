// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace samepage::ctl {

// Puts a file with that text, which everybody may read, in place of `path`: who
// reads it sees the old one or the new one, never half of it. When it fails the
// old one stays, and nothing else is left: std::runtime_error.
void replaceFile(const std::string& path, const std::string& text);

} // namespace samepage::ctl
