// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "module/module_files.h"
#include "module/unit_starter.h"

#include <functional>
#include <memory>
#include <string>

namespace samepage {

/// Loads and unloads the kernel module "samepage", by that fixed name only.
///
/// The service itself has no CAP_SYS_MODULE: who can load a module owns the
/// kernel. It asks systemd to start one of two fixed units instead:
/// modprobe@samepage.service, which every systemd has, and our own
/// samepage-unload.service, whose only ability is to remove modules.
class ModuleLoader {
public:
    using ReadLog = std::function<std::string()>;
    ModuleLoader(ModuleFiles files, std::unique_ptr<UnitStarter> units, ReadLog readLog);

    // Both block, succeed at once if nothing is to be done, and throw Failure.
    void load();
    void unload();

    /// Why the last load() failed: a value of the property Problem, or empty.
    [[nodiscard]] const std::string& lastProblem() const noexcept { return lastProblem_; }

private:
    ModuleFiles files_;
    std::unique_ptr<UnitStarter> units_;
    ReadLog readLog_;
    std::string lastProblem_;
};

} // namespace samepage
