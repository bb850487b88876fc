// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/kernel_engine_source.h"

#include "engine/builtin_engine.h"
#include "engine/module_engine.h"
#include "engine/module_link.h"
#include "engine/no_engine.h"
#include "engine/problem.h"
#include "failure.h"
#include "module/kernel_log.h"
#include "samepage.h"

#include <memory>
#include <string>
#include <utility>

namespace samepage {

KernelEngineSource::KernelEngineSource(ModuleFiles files, ModuleLoader loader,
                                       FamilyVersion familyVersion)
    : files_(std::move(files))
    , loader_(std::move(loader))
    , familyVersion_(std::move(familyVersion)) {}

std::unique_ptr<EngineSource>
KernelEngineSource::ofThisMachine(const std::filesystem::path& runtimeDirectory) {
    auto files = ModuleFiles::ofThisMachine();
    ModuleLoader loader(files, std::make_unique<SystemdUnitStarter>(), &readKernelLog,
                        runtimeDirectory);
    return std::make_unique<KernelEngineSource>(std::move(files), std::move(loader),
                                                &ModuleLink::familyVersion);
}

bool KernelEngineSource::builtinBusy() const {
    const KsmDir builtin(files_.builtinSysfs());
    return builtin.value("run") == 1U || builtin.value("pages_shared").value_or(0) > 0;
}

std::string KernelEngineSource::problemNow(bool loaded) {
    if (loaded) {
        const bool fits = KsmDir(files_.sysfs()).exists() &&
                          familyVersion_() == std::optional<int>(SAMEPAGE_GENL_VERSION);
        if (!fits)
            return std::string(problem::moduleIncompatible);
        return builtinBusy() ? std::string(problem::builtinBusy) : std::string();
    }
    if (!files_.installed())
        return std::string(files_.sourceInstalled() ? problem::moduleNotBuilt
                                                    : problem::moduleNotInstalled);
    // A failed attempt says more than that it is not loaded.
    const std::string last = loader_.lastProblem();
    return last.empty() ? std::string(problem::moduleNotLoaded) : last;
}

EngineChoice KernelEngineSource::choose() {
    const bool loaded = files_.loaded();
    const std::string problem = problemNow(loaded);
    const bool useModule = loaded && problem != problem::moduleIncompatible;
    const KsmDir builtin(files_.builtinSysfs());
    const std::string backend = useModule ? "module" : builtin.exists() ? "builtin" : "none";
    const std::string version = loaded ? files_.version() : std::string();
    const bool same = last_.engine && last_.engine->backend() == backend &&
                      last_.problem == problem &&
                      (!useModule || last_.engine->moduleVersion() == version);
    if (same)
        return last_;

    last_.problem = problem;
    if (useModule)
        last_.engine = std::make_shared<ModuleEngine>(KsmDir(files_.sysfs()), version);
    else if (builtin.exists())
        last_.engine = std::make_shared<BuiltinEngine>(builtin, problem);
    else
        last_.engine = std::make_shared<NoEngine>(problem);
    return last_;
}

void KernelEngineSource::loadModule() {
    loader_.load();
    if (problemNow(files_.loaded()) == problem::moduleIncompatible)
        throw Failure(FailureKind::Failed, problem::advice(problem::moduleIncompatible));
}

void KernelEngineSource::unloadModule() {
    loader_.unload();
}

} // namespace samepage
