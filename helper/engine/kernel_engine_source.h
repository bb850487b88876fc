// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_source.h"
#include "module/module_files.h"
#include "module/module_loader.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace samepage {

/// The engine that the running kernel offers: the module if it is loaded and
/// fits, else the kernel's own scanner, else none.
class KernelEngineSource final : public EngineSource {
public:
    /// Version of the module's netlink family, or empty if it has none.
    using FamilyVersion = std::function<std::optional<int>()>;

    KernelEngineSource(ModuleFiles files, ModuleLoader loader, FamilyVersion familyVersion);
    /// runtimeDirectory: for what is kept until the next boot; empty: nothing is.
    [[nodiscard]] static std::unique_ptr<EngineSource>
    ofThisMachine(const std::filesystem::path& runtimeDirectory);

    [[nodiscard]] EngineChoice choose() override;
    void loadModule() override;
    void unloadModule() override;

private:
    [[nodiscard]] std::string problemNow(bool loaded);
    [[nodiscard]] bool builtinBusy() const;

    ModuleFiles files_;
    ModuleLoader loader_;
    FamilyVersion familyVersion_;
    EngineChoice last_;
};

} // namespace samepage
