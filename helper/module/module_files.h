// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace samepage {

/// What the file system says about the kernel module "samepage".
class ModuleFiles {
public:
    /// root is "/" but in tests; release is that of the running kernel.
    ModuleFiles(std::filesystem::path root, std::string release);
    [[nodiscard]] static ModuleFiles ofThisMachine();

    [[nodiscard]] bool loaded() const;    ///< and done with its initialisation
    [[nodiscard]] bool installed() const; ///< depmod knows it for the running kernel
    /// Its source is there for DKMS to build it, for whatever kernel.
    [[nodiscard]] bool sourceInstalled() const;
    [[nodiscard]] bool inUse() const; ///< somebody holds a reference
    /// Another one when depmod has run since, as when a module was built or removed;
    /// empty: it never has.
    [[nodiscard]] std::string stamp() const;
    [[nodiscard]] std::string version() const;
    [[nodiscard]] const std::string& release() const noexcept { return release_; }
    [[nodiscard]] std::filesystem::path sysfs() const;        ///< its knobs and counters
    [[nodiscard]] std::filesystem::path builtinSysfs() const; ///< those of the kernel's own scanner

private:
    [[nodiscard]] std::string moduleFile(const char* name) const;

    std::filesystem::path root_;
    std::string release_;
};

/// Whether modules.dep lists a module file with this name, compressed or not.
[[nodiscard]] bool modulesDepHas(std::string_view modulesDep, std::string_view module);

} // namespace samepage
