// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/engine_object.h"

#include "bus/errors.h"
#include "engine/problem.h"
#include "service/engine_events.h"
#include "text/log.h"

#include <QMetaObject>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace samepage {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::system_clock;

// Start, pause, load and unload never overlap.
constexpr const char* controlOrder = "control";
// One at a time. It takes minutes, and nothing of the above waits for it.
constexpr const char* unmergeOrder = "unmerge";
// Counters come at once also while the control strand works.
constexpr const char* statusOrder = "status";

} // namespace

EngineObject::EngineObject(sdbus::IObject& object, EngineHost& engines, RunControl& runs,
                           SettingsBook& settings, Requests& requests, Callers& callers,
                           Strands& strands, Subscribers& subscribers)
    : Engine_adaptor(object)
    , object_(object)
    , engines_(engines)
    , runs_(runs)
    , settings_(settings)
    , requests_(requests)
    , strands_(strands)
    , subscribers_(subscribers)
    , status_(look())
    , longCalls_([this](const LongCall& call, std::uint64_t done, std::uint64_t total) {
        tellProgress(call, done, total);
    }) {
    registerAdaptor();
    callers.onGone([this](const std::string& name) {
        subscribers_.remove(name);
        longCalls_.cancel(name, std::nullopt);
    });
    connect(&timer_, &QTimer::timeout, this, [this] { tick(); });
    timer_.start(std::chrono::seconds(1));
}

std::string EngineObject::Version() {
    return SAMEPAGE_VERSION;
}

/// Blocks.
EngineStatus EngineObject::look() {
    EngineStatus status = engines_.refresh();
    runs_.look(status);
    return status;
}

void EngineObject::resume(bool rulesNeedIt) {
    strands_.post(controlOrder, Strands::ownWork, [this, rulesNeedIt] {
        if (!runs_.firstSinceBoot() ||
            (!rulesNeedIt && !settings_.settings().started.contains("module")) ||
            engines_.refresh().problem != problem::moduleNotLoaded)
            return;
        try {
            log(LogLevel::Info, "The module was in use before the restart: loading it.");
            engines_.loadModule();
        } catch (const Failure& failure) {
            log(LogLevel::Warning, failure.what());
        }
    });
}

void EngineObject::show(const EngineStatus& status) {
    std::vector<sdbus::PropertyName> changed;
    if (status.backend != status_.backend)
        changed.emplace_back("Backend");
    if (status.state != status_.state)
        changed.emplace_back("State");
    if (status.explanation != status_.explanation)
        changed.emplace_back("Explanation");
    if (status.problem != status_.problem)
        changed.emplace_back("Problem");
    if (status.moduleVersion != status_.moduleVersion)
        changed.emplace_back("ModuleVersion");
    const bool otherEngine =
        status.backend != status_.backend || status.instance != status_.instance;
    for (const std::string& kind : engineEvents(std::exchange(status_, status), status))
        onEvent_(kind);
    if (otherEngine)
        onEngine_();
    if (!changed.empty())
        object_.emitPropertiesChangedSignal(INTERFACE_NAME, changed);
}

bool EngineObject::works(const EngineStatus& status) {
    return status.state == "running" || status.state == "unmerging";
}

/// Once a second while the service runs, it looks whether somebody else has
/// changed something, and whether the policy wants something else; it reads counters only for
/// subscribers, and for the history while the engine works.
void EngineObject::tick() {
    if (sampling_)
        return; // a slow kernel gets no queue of questions
    sampling_ = true;
    const bool wanted = hasSubscribers();
    strands_.post(statusOrder, Strands::ownWork, [this, wanted, controls = controls_] {
        const EngineStatus status = look();
        std::optional<Counters> counters;
        if (wanted || works(status)) {
            try {
                counters = engines_.engine()->counters();
            } catch (const Failure& failure) {
                log(LogLevel::Warning, std::string("No counters: ") + failure.what());
            }
        }
        const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch());
        QMetaObject::invokeMethod(
            this,
            [this, status, counters = std::move(counters), now, controls] {
                sampling_ = false;
                if (controls == controls_) // else it may be older than what was shown since
                    show(status);
                if (!counters)
                    return;
                onSample_(static_cast<std::uint64_t>(now.count()), *counters);
                if (hasSubscribers())
                    emitCountersChanged(static_cast<std::uint64_t>(now.count()), *counters);
            },
            Qt::QueuedConnection);
    });
}

Request EngineObject::controlRequest(sdbus::Result<>&& result, Action action,
                                     const std::string& change, std::function<void()> work,
                                     const char* event) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    auto status = std::make_shared<EngineStatus>();
    Request request;
    request.what = change;
    request.order = controlOrder;
    request.question = [action, change](uid_t) {
        Question question;
        question.action = action;
        question.details = {{"change", change}};
        return std::optional(question);
    };
    request.work = [this, work = std::move(work), status](uid_t) {
        try {
            work();
        } catch (const Failure&) {
            onControl_(); // what is kept may have changed all the same
            throw;
        }
        *status = look();
        onControl_();
    };
    request.done = [this, reply, status, event] {
        ++controls_;
        // Properties first: who has the answer may rely on them.
        show(*status);
        if (event)
            onEvent_(event);
        reply->returnResults();
    };
    request.failed = [this, reply](const Failure& failure) {
        reply->returnError(busError(failure));
        tick(); // Problem may say why from now on
    };
    return request;
}

void EngineObject::control(sdbus::Result<>&& result, Action action, const std::string& change,
                           std::function<void()> work) {
    requests_.submit(controlRequest(std::move(result), action, change, std::move(work), nullptr));
}

void EngineObject::Start(sdbus::Result<>&& result) {
    control(std::move(result), Action::Configure, "start the merging of memory",
            [this] { runs_.start(); });
}

void EngineObject::Pause(sdbus::Result<>&& result) {
    control(std::move(result), Action::Configure, "pause the merging of memory",
            [this] { runs_.pause(); });
}

void EngineObject::UnmergeAll(sdbus::Result<>&& result) {
    const auto call = longCalls_.begin(requests_.currentSender(), "UnmergeAll", {});
    Request request = controlRequest(
        std::move(result), Action::Configure, "unmerge all merged memory",
        [this, call] {
            call->stopIfCancelled();
            runs_.unmergeAll(
                [&](std::uint64_t done, std::uint64_t total) { call->report(done, total); });
        },
        "unmerged");
    request.order = unmergeOrder;
    requests_.submit(std::move(request));
}

void EngineObject::tellProgress(const LongCall& call, std::uint64_t donePages,
                                std::uint64_t totalPages) {
    if (status_.state != "unmerging")
        tick(); // and not only when its second is over
    sdbus::Signal signal =
        object_.createSignal(sdbus::InterfaceName(INTERFACE_NAME), sdbus::SignalName("Progress"));
    signal << call.name() << donePages << totalPages;
    signal.setDestination(call.sender());
    object_.emitSignal(signal);
}

void EngineObject::Cancel(sdbus::Result<std::uint32_t>&& result, OptionMap options) {
    bool anybody = false;
    try {
        anybody = parseCancelAnybody(options);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    if (!anybody) {
        result.returnResults(longCalls_.cancel(requests_.currentSender(), std::nullopt));
        return;
    }
    auto reply = std::make_shared<sdbus::Result<std::uint32_t>>(std::move(result));
    Request request;
    request.what = "end unmerging all merged memory";
    request.order = "cancel " + requests_.currentSender(); // this must not wait
    request.question = [](uid_t) {
        Question question;
        question.action = Action::Configure;
        question.details = {{"change", "end unmerging all merged memory"}};
        return std::optional(question);
    };
    request.done = [this, reply] { reply->returnResults(longCalls_.cancelAll()); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void EngineObject::LoadModule(sdbus::Result<>&& result) {
    control(std::move(result), Action::ManageModule, "load the Samepage kernel module",
            [this] { engines_.loadModule(); });
}

void EngineObject::UnloadModule(sdbus::Result<>&& result) {
    control(std::move(result), Action::ManageModule, "unload the Samepage kernel module",
            [this] { engines_.unloadModule(); });
}

void EngineObject::GetCounters(sdbus::Result<Counters>&& result) {
    auto reply = std::make_shared<sdbus::Result<Counters>>(std::move(result));
    auto counters = std::make_shared<Counters>();
    Request request;
    request.what = "read the counters";
    request.quiet = true;
    request.order = "counters " + requests_.currentSender();
    request.question = [](uid_t) { return std::nullopt; };
    request.work = [this, counters](uid_t) { *counters = engines_.engine()->counters(); };
    request.done = [reply, counters] { reply->returnResults(*counters); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void EngineObject::GetTunables(sdbus::Result<VariantMap>&& result) {
    auto reply = std::make_shared<sdbus::Result<VariantMap>>(std::move(result));
    auto tunables = std::make_shared<Tunables>();
    Request request;
    request.what = "read the settings";
    request.quiet = true;
    request.order = "tunables " + requests_.currentSender();
    request.question = [](uid_t) { return std::nullopt; };
    request.work = [this, tunables](uid_t) { *tunables = engines_.engine()->tunables(); };
    request.done = [reply, tunables] { reply->returnResults(toVariants(*tunables)); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void EngineObject::SetTunables(sdbus::Result<>&& result, VariantMap values) {
    Tunables wanted;
    try {
        wanted = toTunables(values);
        checkTunables(wanted);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    const std::string change = describeTunables(wanted);
    control(std::move(result), Action::Configure, change, [this, wanted = std::move(wanted)] {
        const auto engine = engines_.engine();
        const Tunables before = engine->tunables();
        const auto tellChanges = [&] {
            const Tunables changed = changedTunables(before, engine->tunables());
            if (!changed.empty())
                QMetaObject::invokeMethod(
                    this, [this, changed] { emitTunablesChanged(toVariants(changed)); },
                    Qt::QueuedConnection);
        };
        try {
            runs_.setTunables(wanted);
        } catch (const Failure&) {
            tellChanges(); // what could not be put back
            throw;
        }
        tellChanges();
    });
}

void EngineObject::GetPolicy(sdbus::Result<VariantMap>&& result) {
    result.returnResults(toVariants(settings_.settings().policy));
}

void EngineObject::SetPolicy(sdbus::Result<>&& result, VariantMap values) {
    RunPolicy policy = settings_.settings().policy;
    try {
        applyPolicy(values, policy);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    control(std::move(result), Action::Configure, "change when memory is merged",
            [this, values = std::move(values)] {
                // Again, as another change may have come in between.
                RunPolicy changed = settings_.settings().policy;
                applyPolicy(values, changed);
                runs_.setPolicy(changed);
            });
}

void EngineObject::Subscribe(sdbus::Result<>&& result) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    const std::string name = requests_.currentSender();
    Request request;
    request.what = "subscribe to the counters";
    request.quiet = true;
    request.order = "subscription";
    request.question = [this, name](uid_t uid) -> std::optional<Question> {
        subscribers_.add(name, uid);
        return std::nullopt;
    };
    request.done = [reply] { reply->returnResults(); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void EngineObject::Unsubscribe(sdbus::Result<>&& result) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    const std::string name = requests_.currentSender();
    Request request;
    request.what = "unsubscribe from the counters";
    request.quiet = true;
    request.order = "subscription";
    request.question = [this, name](uid_t) -> std::optional<Question> {
        subscribers_.remove(name);
        return std::nullopt;
    };
    request.done = [reply] { reply->returnResults(); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

} // namespace samepage
