// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run_control.h"

#include "engine/problem.h"
#include "failure.h"
#include "text/log.h"

#include <QJsonObject>
#include <QString>

#include <utility>

namespace samepage {
namespace {

constexpr int fileVersion = 1;

// Numbers in the explanation change all the time; nobody needs to be told that
// often.
constexpr auto explainEach = std::chrono::seconds(10);

} // namespace

RunControl::RunControl(EngineHost& engines, SettingsBook& settings, Places places)
    : engines_(engines)
    , settings_(settings)
    , conditions_(std::move(places.machineRoot))
    , met_(places.runtimeDirectory, "engines.json", fileVersion, "The record of engines") {
    met_.load([this](const QJsonObject& json) {
        knownBoot_ = true;
        const QJsonObject known = json["engines"].toObject();
        for (auto at = known.begin(); at != known.end(); ++at)
            instances_[at.key().toStdString()] = at.value().toString().toULongLong();
    });
}

void RunControl::remember() {
    QJsonObject engines;
    for (const auto& [backend, instance] : instances_)
        engines[QString::fromStdString(backend)] = QString::number(instance);
    try {
        met_.save({{"engines", engines}});
    } catch (const Failure& failure) {
        log(LogLevel::Warning, failure.what());
    }
}

bool RunControl::firstSinceBoot() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(knownBoot_, true))
        return false;
    remember();
    return true;
}

void RunControl::requireNotUnmerging() const {
    if (engines_.isUnmerging())
        throw Failure(FailureKind::Busy, "All merged memory is being unmerged right now: wait "
                                         "until that is done, or cancel it.");
}

void RunControl::start() {
    const std::lock_guard lock(mutex_);
    requireNotUnmerging();
    const auto engine = engines_.engine();
    const bool ran = engine->running();
    const RunVerdict verdict = gate_.judge(settings_.settings().policy, conditions_);
    if (verdict.run)
        engine->start();
    else if (ran)
        engine->pause();
    try {
        settings_.change([&](Settings& kept) { kept.started.insert(engine->backend()); });
    } catch (const Failure&) {
        if (ran)
            engine->start();
        else
            engine->pause();
        throw;
    }
    allowed_ = verdict.run;
}

void RunControl::pause() {
    const std::lock_guard lock(mutex_);
    const auto engine = engines_.engine();
    const auto before = settings_.settings().started;
    settings_.change([&](Settings& kept) { kept.started.erase(engine->backend()); });
    if (engines_.isUnmerging())
        return; // it does not scan, and the kernel would answer only when it is done
    try {
        engine->pause();
    } catch (const Failure&) {
        settings_.change([&](Settings& kept) { kept.started = before; });
        throw;
    }
    allowed_.reset();
}

void RunControl::unmergeAll(const ReportProgress& report) {
    std::optional<EngineHost::Unmerge> unmerge;
    {
        const std::lock_guard lock(mutex_);
        settings_.change(
            [this](Settings& kept) { kept.started.erase(engines_.engine()->backend()); });
        allowed_.reset();
        unmerge.emplace(engines_); // from here on nothing is started
    }
    unmerge->run(report);
}

void RunControl::setTunables(const Tunables& wanted) {
    requireNotUnmerging();
    const auto engine = engines_.engine();
    const Tunables before = engine->tunables();
    engine->setTunables(wanted);
    try {
        settings_.change([&](Settings& kept) {
            Tunables& all = kept.tunables[engine->backend()];
            for (const auto& [name, value] : wanted)
                all[name] = value;
            // The advisor sets it, and refuses to have it set.
            const auto advisor = all.find("advisor_mode");
            if (advisor != all.end() && advisor->second != TunableValue(std::string("none")))
                all.erase("pages_to_scan");
        });
    } catch (const Failure&) {
        const Tunables changed = changedTunables(engine->tunables(), before);
        if (!changed.empty())
            engine->setTunables(changed);
        throw;
    }
}

void RunControl::setPolicy(const RunPolicy& policy) {
    checkPolicy(policy);
    if (policy.when == RunWhen::Pressure && !conditions_.pressurePercent())
        throw Failure(
            FailureKind::NotSupported,
            "This kernel does not measure memory pressure (PSI): start it with \"psi=1\", "
            "or choose another policy.");
    const std::lock_guard lock(mutex_);
    settings_.change([&](Settings& kept) { kept.policy = policy; });
    if (allowed_)
        allowed_ = std::nullopt; // the next look brings it about
}

/// An engine that was not seen since the machine, or the module, was started.
void RunControl::meet(const EngineStatus& status) {
    const auto known = instances_.find(status.backend);
    if (known != instances_.end() && known->second == status.instance)
        return;
    instances_[status.backend] = status.instance;
    restoreTunables(*engines_.engine(), status.backend);
    allowed_.reset();
    remember();
}

void RunControl::restoreTunables(Engine& engine, const std::string& backend) {
    const Settings kept = settings_.settings();
    const auto tunables = kept.tunables.find(backend);
    if (tunables == kept.tunables.end())
        return;
    try {
        engine.setTunables(tunables->second);
        log(LogLevel::Info,
            "Settings of the engine are as they were: " + describeTunables(tunables->second) + ".");
        return;
    } catch (const Failure& failure) {
        log(LogLevel::Warning,
            std::string("Not all settings can be as they were. ") + failure.what());
    }
    for (const auto& [name, value] : tunables->second) {
        try {
            engine.setTunables({{name, value}});
        } catch (const Failure& failure) {
            log(LogLevel::Warning, failure.what());
        }
    }
}

void RunControl::look(EngineStatus& status) {
    if (status.state != "running" && status.state != "paused") {
        status.explanation = status.state == "unmerging" ? "All merged memory is being unmerged."
                                                         : problem::advice(status.problem);
        return;
    }
    const std::lock_guard lock(mutex_);
    try {
        const bool isNew = [&] {
            const auto known = instances_.find(status.backend);
            return known == instances_.end() || known->second != status.instance;
        }();
        meet(status);
        const Settings kept = settings_.settings();
        if (!kept.started.contains(status.backend)) {
            allowed_.reset();
            status.explanation = explain(status.state, status.state == "running"
                                                           ? "Another program has started it."
                                                           : "It was not started, or was paused.");
            return;
        }
        const auto engine = engines_.engine();
        bool runs = engine->running(); // it may have changed while this waited
        const RunVerdict verdict = gate_.judge(kept.policy, conditions_);
        // Somebody else may start or pause it as well, and is not overruled until
        // the policy has something new to say.
        const bool news = allowed_ ? *allowed_ != verdict.run
                                   : isNew || kept.policy.when != RunWhen::Always || !verdict.run;
        allowed_ = verdict.run;
        if (news && runs != verdict.run) {
            if (verdict.run)
                engine->start();
            else
                engine->pause();
            runs = verdict.run;
        }
        status.state = runs ? "running" : verdict.run ? "paused" : "waiting";
        const std::string why = runs == verdict.run ? verdict.why
                                : runs              ? "Another program has started it."
                                                    : "Another program has paused it.";
        status.explanation = explain(status.state, why);
    } catch (const Failure& failure) {
        allowed_.reset(); // tried again, so that it says so for as long as it is so
        status.explanation = explain(status.state, failure.what());
    }
}

/// Old numbers stay for a while if nothing else is new.
std::string RunControl::explain(const std::string& state, std::string why) {
    const auto withoutDigits = [](std::string text) {
        std::erase_if(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
        return text;
    };
    const auto now = std::chrono::steady_clock::now();
    const bool sameBut = state == shownState_ && withoutDigits(why) == withoutDigits(shownWhy_);
    if (sameBut && now - shownAt_ < explainEach)
        return shownWhy_;
    shownState_ = state;
    shownWhy_ = std::move(why);
    shownAt_ = now;
    return shownWhy_;
}

} // namespace samepage
