// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/polkit_authority.h"
#include "bus/bus_loop.h"
#include "bus/callers.h"
#include "bus/system_bus.h"
#include "engine/engine_host.h"
#include "engine/engine_source.h"
#include "history/history.h"
#include "marks/mark_authors.h"
#include "rules/event_source.h"
#include "rules/rule_book.h"
#include "rules/rule_runner.h"
#include "run/run_control.h"
#include "run/settings.h"
#include "service/audience.h"
#include "service/engine_object.h"
#include "service/history_object.h"
#include "service/processes_object.h"
#include "service/requests.h"
#include "service/rule_watch.h"
#include "service/rules_object.h"
#include "work/strands.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>

namespace samepage {

/// Everything that samepaged is, on the bus that the environment names. Needs
/// a QCoreApplication with Qt's GLib event dispatcher.
class Service : public QObject {
public:
    struct Options {
        std::chrono::milliseconds idleExit = std::chrono::seconds(60); ///< 0: stay
        PolkitAuthority::TimeLimits polkit;
        History::Options history;
        std::filesystem::path stateDirectory;    ///< rules and settings; empty: not kept
        std::filesystem::path runtimeDirectory;  ///< until the next boot; empty: not kept
        std::filesystem::path machineRoot = "/"; ///< where /proc and /sys are that policies look at
        OpenEventSource openEvents;
    };

    /// Takes the bus name. Throws sdbus::Error when there is no bus, or the
    /// name is taken or not allowed.
    Service(std::unique_ptr<EngineSource> engines, const Options& options);
    ~Service() override;

private:
    void fillHistory();
    void leaveWhenIdle();
    void tellLosses();
    void resume();
    void watchMarks();
    void updateResumeMark();

    Options options_;
    std::mutex resumeMutex_; // of the mark that says so
    EngineHost engines_;
    History history_;
    SettingsBook settings_;
    RunControl runs_;
    RuleBook ruleBook_;
    MarkAuthors markAuthors_;
    RuleRunner ruleRunner_;
    SystemBus bus_;
    Callers callers_;
    PolkitAuthority authority_;
    Strands strands_;
    Strands slowStrands_;
    Requests requests_;
    Subscribers subscribers_;
    Audience audience_;
    std::unique_ptr<sdbus::IObject> object_;
    EngineObject engineObject_;
    ProcessesObject processesObject_;
    HistoryObject historyObject_;
    RuleWatch ruleWatch_;
    RulesObject rulesObject_;
    BusLoop loop_;
    QTimer idleTimer_;
    std::chrono::steady_clock::time_point lastBusy_ = std::chrono::steady_clock::now();
};

} // namespace samepage
