// SPDX-License-Identifier: GPL-2.0-or-later
// Names with values: the engine's tunables, and the policy of when it runs.
#pragma once

#include "client/dictionary.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace samepage::client {

// Numbers of both sizes (t, u) are 64 bits wide here.
using SettingValue = std::variant<bool, std::uint64_t, double, std::string>;
using Settings = std::map<std::string, SettingValue>;

// A value of a type that is not known here is left out: a newer service may
// have some.
[[nodiscard]] Settings parseSettings(const Dictionary& dictionary);

// In the types of Engine.SetTunables, and of Engine.SetPolicy.
[[nodiscard]] Dictionary tunablesDictionary(const Settings& settings);
[[nodiscard]] Dictionary policyDictionary(const Settings& settings);

} // namespace samepage::client
