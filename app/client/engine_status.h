// SPDX-License-Identifier: GPL-2.0-or-later
// The engine's properties as types.
#pragma once

#include <sdbus-c++/Types.h>

#include <map>
#include <string>
#include <string_view>

namespace samepage::client {

// Unknown: a word that this version does not know, from a newer service.
enum class Backend { None, Module, Builtin, Unknown };
enum class EngineState { Unavailable, Running, Waiting, Paused, Unmerging, Unknown };
enum class Problem {
    None,
    ModuleNotLoaded,
    ModuleNotInstalled,
    ModuleNotBuilt,
    ModuleRefused,
    ModuleLockedDown,
    ModuleUnsupported,
    ModuleFailed,
    ModuleIncompatible,
    BuiltinBusy,
    Unknown,
};

[[nodiscard]] Backend parseBackend(std::string_view word);
[[nodiscard]] EngineState parseEngineState(std::string_view word);
[[nodiscard]] Problem parseProblem(std::string_view word);

struct EngineStatus {
    Backend backend = Backend::None;
    EngineState state = EngineState::Unavailable;
    Problem problem = Problem::None;
    std::string explanation{};   // of the state, for people; empty from an older service
    std::string version{};       // of the service
    std::string moduleVersion{}; // empty: not loaded

    bool operator==(const EngineStatus&) const = default;
};

// The built-in scanner shows what it does, but can mark no running process.
[[nodiscard]] bool canMark(const EngineStatus& status);

// Takes over what is in `properties` (from GetAll or PropertiesChanged) and
// leaves the rest; a value that is not a string is ignored.
void applyProperties(EngineStatus& status, const std::map<std::string, sdbus::Variant>& properties);

} // namespace samepage::client
