// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/engine_host.h"

#include "engine/no_engine.h"
#include "failure.h"
#include "text/log.h"

#include <utility>

namespace samepage {

EngineHost::EngineHost(std::unique_ptr<EngineSource> source)
    : source_(std::move(source))
    , engine_(std::make_shared<NoEngine>(std::string())) {
    refresh();
}

std::shared_ptr<Engine> EngineHost::engine() const {
    const std::lock_guard lock(mutex_);
    return engine_;
}

EngineStatus EngineHost::refresh() {
    // While a module is being loaded or unloaded the last choice stands: a
    // status must not wait for it.
    if (const std::unique_lock use(sourceMutex_, std::try_to_lock); use) {
        try {
            EngineChoice choice = source_->choose();
            const std::lock_guard lock(mutex_);
            engine_ = std::move(choice.engine);
            problem_ = std::move(choice.problem);
        } catch (const Failure& failure) {
            log(LogLevel::Warning, std::string("Could not look for an engine: ") + failure.what());
        }
    }
    std::shared_ptr<Engine> engine;
    EngineStatus status;
    bool unmerging = false;
    {
        const std::lock_guard lock(mutex_);
        engine = engine_;
        status.problem = problem_;
        unmerging = unmerging_;
    }
    status.backend = engine->backend();
    status.moduleVersion = engine->moduleVersion();
    if (engine->available())
        status.state = unmerging ? "unmerging" : engine->running() ? "running" : "paused";
    return status;
}

void EngineHost::loadModule() {
    const std::lock_guard use(sourceMutex_);
    source_->loadModule();
}

void EngineHost::unloadModule() {
    const std::lock_guard use(sourceMutex_);
    source_->unloadModule();
}

void EngineHost::unmergeAll() {
    const auto setUnmerging = [this](bool now) {
        const std::lock_guard lock(mutex_);
        unmerging_ = now;
    };
    setUnmerging(true);
    try {
        engine()->unmergeAll();
    } catch (...) {
        setUnmerging(false);
        throw;
    }
    setUnmerging(false);
}

} // namespace samepage
