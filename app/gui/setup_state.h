// SPDX-License-Identifier: GPL-2.0-or-later
// What is missing before Samepage can work, and what to do about it, in words.
#pragma once

#include "gui/package_system.h"
#include "gui/service_client.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace samepage::gui {

enum class SetupAction { None, LoadModule, ReloadModule, TryAgain };

struct SetupState {
    // Names the state for tests and for telling one from another.
    QString id{};
    QString title{};
    QString text{};       // what is wrong, in one or two sentences
    QString stepsTitle{}; // empty without commands
    QStringList steps{};  // in order; a line that starts with "$ " is a command
    SetupAction action = SetupAction::None;
    // The process list and the chart work all the same.
    bool usable = false;
    // Nothing is wrong (yet): on the way.
    bool waiting = false;

    bool operator==(const SetupState&) const = default;
};

// The machine whose service it is about, where it is another one.
struct Remote {
    QString host{};        // empty: this machine
    QString unreachable{}; // a sentence that says why, if it is

    bool operator==(const Remote&) const = default;
};

// Empty when all is well. `packages`: of the machine that it is about.
[[nodiscard]] std::optional<SetupState> setupState(Link link, const EngineStatus& status,
                                                   const Remote& remote = {},
                                                   PackageSystem packages = PackageSystem::Apt);

} // namespace samepage::gui
