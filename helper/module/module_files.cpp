// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/module_files.h"

#include "text/printable.h"

#include <sys/stat.h>
#include <sys/utsname.h>

#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace samepage {
namespace {

constexpr const char* moduleName = "samepage";

std::string readFile(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

} // namespace

ModuleFiles::ModuleFiles(std::filesystem::path root, std::string release)
    : root_(std::move(root))
    , release_(std::move(release)) {}

ModuleFiles ModuleFiles::ofThisMachine() {
    utsname name = {};
    ::uname(&name);
    return {"/", name.release};
}

std::string ModuleFiles::moduleFile(const char* name) const {
    std::string text = readFile(root_ / "sys/module" / moduleName / name);
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

bool ModuleFiles::loaded() const {
    return moduleFile("initstate") == "live";
}

bool ModuleFiles::inUse() const {
    const std::string count = moduleFile("refcnt");
    return !count.empty() && count != "0";
}

std::string ModuleFiles::version() const {
    return printable(moduleFile("version"), 64);
}

bool ModuleFiles::installed() const {
    return modulesDepHas(readFile(root_ / "lib/modules" / release_ / "modules.dep"), moduleName);
}

std::string ModuleFiles::stamp() const {
    struct stat status = {};
    const auto file = root_ / "lib/modules" / release_ / "modules.dep";
    if (::stat(file.c_str(), &status) != 0)
        return {};
    return release_ + " " + std::to_string(status.st_ino) + " " +
           std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec);
}

bool ModuleFiles::sourceInstalled() const {
    constexpr std::string_view folder = "samepage-"; // and its version
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(root_ / "usr/src", none)) {
        const std::string name = entry.path().filename();
        if (name.starts_with(folder) && name.size() > folder.size() && name[folder.size()] >= '0' &&
            name[folder.size()] <= '9' && std::filesystem::exists(entry.path() / "dkms.conf", none))
            return true;
    }
    return false;
}

std::filesystem::path ModuleFiles::sysfs() const {
    return root_ / "sys/kernel/samepage";
}

std::filesystem::path ModuleFiles::builtinSysfs() const {
    return root_ / "sys/kernel/mm/ksm";
}

bool modulesDepHas(std::string_view modulesDep, std::string_view module) {
    const std::string name = std::string(module) + ".ko";
    while (!modulesDep.empty()) {
        const auto end = modulesDep.find('\n');
        const auto line = modulesDep.substr(0, end);
        modulesDep.remove_prefix(end == std::string_view::npos ? modulesDep.size() : end + 1);
        const auto path = line.substr(0, line.find(':')); // "path: what it needs"
        const auto slash = path.rfind('/');
        const auto file = slash == std::string_view::npos ? path : path.substr(slash + 1);
        if (!file.starts_with(name))
            continue;
        const auto rest = file.substr(name.size());
        if (rest.empty() || rest == ".xz" || rest == ".zst" || rest == ".gz")
            return true;
    }
    return false;
}

} // namespace samepage
