// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace samepage::problem {

// Values of the D-Bus property Problem; empty means that there is none.
inline constexpr std::string_view moduleNotLoaded = "module-not-loaded";
inline constexpr std::string_view moduleNotInstalled = "module-not-installed";
inline constexpr std::string_view moduleNotBuilt = "module-not-built";
inline constexpr std::string_view moduleRefused = "module-refused";
inline constexpr std::string_view moduleLockedDown = "module-locked-down";
inline constexpr std::string_view moduleUnsupported = "module-unsupported";
inline constexpr std::string_view moduleFailed = "module-failed";
inline constexpr std::string_view moduleIncompatible = "module-incompatible";
inline constexpr std::string_view builtinBusy = "builtin-busy";

/// A sentence that says what it means and what to do; empty for none.
[[nodiscard]] std::string advice(std::string_view problem);

} // namespace samepage::problem
