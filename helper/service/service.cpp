// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/service.h"

#include "failure.h"
#include "process/event_process.h"
#include "run/resume_mark.h"
#include "text/log.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace samepage {
namespace {

constexpr const char* busName = "org.samepage.Samepage1";
constexpr const char* objectPath = "/org/samepage/Samepage1";

// A stuck process can hold a thread for as long as its owner likes.
constexpr unsigned maxThreads = 64;
constexpr unsigned maxThreadsPerUser = 4;
// What takes minutes by its nature.
constexpr unsigned maxSlowThreads = 32;
constexpr unsigned maxSlowThreadsPerUser = 2;

} // namespace

Service::Service(std::unique_ptr<EngineSource> engines, const Options& options)
    : options_(options)
    , engines_(std::move(engines))
    , history_(options.history)
    , settings_(options.stateDirectory)
    , runs_(engines_, settings_, {options.runtimeDirectory, options.machineRoot})
    , ruleBook_(options.stateDirectory)
    , markAuthors_(options.runtimeDirectory)
    , ruleRunner_(engines_, ruleBook_, markAuthors_)
    , callers_(bus_.connection())
    , authority_(options.polkit)
    , strands_(maxThreads, maxThreadsPerUser)
    , slowStrands_(maxSlowThreads, maxSlowThreadsPerUser)
    , requests_(bus_, callers_, authority_, strands_, slowStrands_)
    , audience_(authority_, subscribers_)
    , object_(sdbus::createObject(bus_.connection(), sdbus::ObjectPath(objectPath)))
    , engineObject_(*object_, engines_, runs_, settings_, requests_, callers_, strands_,
                    subscribers_)
    , processesObject_(*object_, engines_, markAuthors_, requests_, callers_, audience_)
    , historyObject_(*object_, history_, requests_, strands_)
    , ruleWatch_(engines_, ruleBook_, ruleRunner_, strands_, options.openEvents)
    , rulesObject_(*object_, ruleBook_, ruleWatch_, requests_)
    , loop_(bus_.connection(), [] { QCoreApplication::exit(EXIT_FAILURE); }) {
    fillHistory();
    tellLosses();
    resume();
    // Last: whoever sees the name finds everything in place.
    bus_.connection().requestName(sdbus::ServiceName(busName));
    if (options_.idleExit.count() > 0) {
        connect(&idleTimer_, &QTimer::timeout, this, [this] { leaveWhenIdle(); });
        idleTimer_.start(std::clamp(options_.idleExit / 4, std::chrono::milliseconds(50),
                                    std::chrono::milliseconds(5000)));
    }
}

Service::~Service() {
    // Before what their jobs use goes.
    engineObject_.cancelLongCalls();
    processesObject_.cancelLongCalls();
    slowStrands_.shutdown();
    strands_.shutdown();
    history_.flush();
    markAuthors_.save();
}

void Service::fillHistory() {
    engineObject_.onSample(
        [this](std::uint64_t usec, const Counters& counters) { history_.record(usec, counters); });
    engineObject_.onEvent([this](const std::string& kind) { history_.note(kind); });
    processesObject_.onEvent([this](const std::string& kind, const EventProcess& process) {
        history_.note(kind, process);
    });
}

void Service::tellLosses() {
    if (ruleBook_.startedAnew())
        history_.note("rules-lost");
    if (settings_.startedAnew())
        history_.note("settings-lost");
}

/// Everything goes on as it was.
void Service::resume() {
    engineObject_.onEngine([this] { ruleWatch_.refresh(); });
    engineObject_.onControl([this] { updateResumeMark(); });
    rulesObject_.onChanged([this] { updateResumeMark(); });
    engineObject_.resume(ruleBook_.anyEnabled());
    watchMarks();
    ruleWatch_.refresh();
    updateResumeMark(); // nobody waits yet
}

/// What was marked before the service was started is still told of.
void Service::watchMarks() {
    ruleRunner_.onChange([this](bool marked, std::shared_ptr<const ProcessHandle> process,
                                const EventProcess& what) {
        QMetaObject::invokeMethod(
            this,
            [this, marked, process = std::move(process), what] {
                processesObject_.changed(marked, process, what);
            },
            Qt::QueuedConnection);
    });
    strands_.post("watch marks", Strands::ownWork, [this] {
        for (const ProcessKey& key : markAuthors_.marked()) {
            try {
                auto process = std::make_shared<const ProcessHandle>(
                    ProcessHandle::open(key.pid, key.startTime));
                const EventProcess what = eventProcess(*process);
                QMetaObject::invokeMethod(
                    this, [this, process, what] { processesObject_.watch(process, what); },
                    Qt::QueuedConnection);
            } catch (const Failure&) {
                continue; // it has exited meanwhile
            }
        }
    });
}

/// Worker thread.
void Service::updateResumeMark() {
    const std::lock_guard lock(resumeMutex_);
    setResumeMark(options_.stateDirectory,
                  ruleBook_.anyEnabled() || !settings_.settings().started.empty());
}

void Service::leaveWhenIdle() {
    const auto now = std::chrono::steady_clock::now();
    const auto busy = [this] {
        return requests_.pending() > 0 || engineObject_.hasSubscribers() ||
               engineObject_.engineWorks() || engineObject_.engineWaits() ||
               ruleWatch_.isListening();
    };
    if (busy() || requests_.takeActivity())
        lastBusy_ = now;
    if (now - lastBusy_ < options_.idleExit)
        return;
    // First the name: from here on the bus starts a new service for new calls.
    // Calls that came before are done, and only then it leaves. Marks live in
    // the kernel: nothing is lost.
    idleTimer_.stop();
    log(LogLevel::Info, "Nobody needs the service: leaving.");
    bus_.connection().releaseName(sdbus::ServiceName(busName));
    loop_.processPending();
    auto* const last = new QTimer(this);
    connect(last, &QTimer::timeout, this, [this] {
        if (requests_.pending() == 0)
            QCoreApplication::quit();
    });
    last->start(std::chrono::milliseconds(20));
}

} // namespace samepage
