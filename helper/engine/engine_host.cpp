// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/engine_host.h"

#include "engine/no_engine.h"
#include "failure.h"
#include "text/log.h"

#include <chrono>
#include <utility>

namespace samepage {
namespace {

// Long uses look a few times a second whether they are to end.
constexpr std::chrono::seconds longUseEnds(5);

} // namespace

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
    status.instance = engine->instance();
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
    const Raised unloading(*this, unloading_);
    {
        std::unique_lock lock(mutex_);
        // Should they not end, the module is in use, and says so.
        noLongUse_.wait_for(lock, longUseEnds, [this] { return longUses_ == 0; });
    }
    source_->unloadModule();
}

bool EngineHost::isUnmerging() const {
    const std::lock_guard lock(mutex_);
    return unmerging_;
}

void EngineHost::Unmerge::run(const ReportProgress& report) {
    use_.engine().unmergeAll([&](std::uint64_t done, std::uint64_t total) {
        use_.goOn();
        report(done, total);
    });
}

EngineHost::Raised::Raised(EngineHost& host, bool& flag)
    : host_(host)
    , flag_(flag) {
    const std::lock_guard lock(host_.mutex_);
    flag_ = true;
}

EngineHost::Raised::~Raised() {
    const std::lock_guard lock(host_.mutex_);
    flag_ = false;
}

EngineHost::LongUse::LongUse(EngineHost& host)
    : host_(host) {
    const std::lock_guard lock(host_.mutex_);
    if (host_.unloading_)
        throw Failure(FailureKind::Busy, "The kernel module is being unloaded right now.");
    engine_ = host_.engine_;
    ++host_.longUses_;
}

EngineHost::LongUse::~LongUse() {
    const std::lock_guard lock(host_.mutex_);
    --host_.longUses_;
    host_.noLongUse_.notify_all();
}

void EngineHost::LongUse::goOn() const {
    const std::lock_guard lock(host_.mutex_);
    if (host_.unloading_)
        throw Failure(FailureKind::Cancelled,
                      "It was ended early: the kernel module is being unloaded.");
}

} // namespace samepage
