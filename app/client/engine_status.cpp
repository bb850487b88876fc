// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/engine_status.h"

#include <array>
#include <utility>

namespace samepage::client {
namespace {

template <typename Enum, std::size_t size>
Enum lookUp(const std::array<std::pair<std::string_view, Enum>, size>& words,
            std::string_view word) {
    for (const auto& [name, value] : words) {
        if (name == word) {
            return value;
        }
    }
    return Enum::Unknown;
}

} // namespace

Backend parseBackend(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, Backend>, 3> words{{
        {"none", Backend::None},
        {"module", Backend::Module},
        {"builtin", Backend::Builtin},
    }};
    return lookUp(words, word);
}

EngineState parseEngineState(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, EngineState>, 5> words{{
        {"unavailable", EngineState::Unavailable},
        {"running", EngineState::Running},
        {"waiting", EngineState::Waiting},
        {"paused", EngineState::Paused},
        {"unmerging", EngineState::Unmerging},
    }};
    return lookUp(words, word);
}

Problem parseProblem(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, Problem>, 10> words{{
        {"", Problem::None},
        {"module-not-loaded", Problem::ModuleNotLoaded},
        {"module-not-installed", Problem::ModuleNotInstalled},
        {"module-not-built", Problem::ModuleNotBuilt},
        {"module-refused", Problem::ModuleRefused},
        {"module-locked-down", Problem::ModuleLockedDown},
        {"module-unsupported", Problem::ModuleUnsupported},
        {"module-failed", Problem::ModuleFailed},
        {"module-incompatible", Problem::ModuleIncompatible},
        {"builtin-busy", Problem::BuiltinBusy},
    }};
    return lookUp(words, word);
}

bool canMark(const EngineStatus& status) {
    return status.backend != Backend::Builtin && status.backend != Backend::None;
}

void applyProperties(EngineStatus& status,
                     const std::map<std::string, sdbus::Variant>& properties) {
    for (const auto& [name, variant] : properties) {
        if (!variant.containsValueOfType<std::string>()) {
            continue;
        }
        const auto value = variant.get<std::string>();
        if (name == "Backend") {
            status.backend = parseBackend(value);
        } else if (name == "State") {
            status.state = parseEngineState(value);
        } else if (name == "Explanation") {
            status.explanation = value;
        } else if (name == "Problem") {
            status.problem = parseProblem(value);
        } else if (name == "Version") {
            status.version = value;
        } else if (name == "ModuleVersion") {
            status.moduleVersion = value;
        }
    }
}

} // namespace samepage::client
