// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "module/module_files.h"
#include "module/unit_starter.h"
#include "state/state_file.h"

#include <filesystem>
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
    /// directory: where it is kept, until the next boot, why the last load()
    /// failed; empty: in memory only.
    ModuleLoader(ModuleFiles files, std::unique_ptr<UnitStarter> units, ReadLog readLog,
                 const std::filesystem::path& directory = {});

    // Both block, succeed at once if nothing is to be done, and throw Failure.
    void load();
    void unload();

    /// Why the last load() failed: a value of the property Problem. Empty: it did
    /// not, or the module may be another one since.
    [[nodiscard]] std::string lastProblem() const;

private:
    void remember(const std::string& problem);

    ModuleFiles files_;
    std::unique_ptr<UnitStarter> units_;
    ReadLog readLog_;
    StateFile file_;
    std::string lastProblem_;
    std::string stamp_; // of the modules then
};

} // namespace samepage
