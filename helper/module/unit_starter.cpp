// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/unit_starter.h"

#include "failure.h"

#include <sdbus-c++/sdbus-c++.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace samepage {
namespace {

constexpr auto timeLimit = std::chrono::seconds(90);
constexpr const char* managerInterface = "org.freedesktop.systemd1.Manager";

class LoopInThread {
public:
    explicit LoopInThread(sdbus::IConnection& connection)
        : connection_(connection) {
        connection_.enterEventLoopAsync();
    }
    ~LoopInThread() { connection_.leaveEventLoop(); }
    LoopInThread(const LoopInThread&) = delete;
    LoopInThread& operator=(const LoopInThread&) = delete;

private:
    sdbus::IConnection& connection_;
};

} // namespace

std::string SystemdUnitStarter::start(const std::string& unit) try {
    std::mutex mutex;
    std::condition_variable ended;
    std::map<std::string, std::string> results; // job path to result

    // A connection of its own: this thread may block, the bus thread may not.
    const auto connection = sdbus::createSystemBusConnection();
    const auto manager =
        sdbus::createProxy(*connection, sdbus::ServiceName("org.freedesktop.systemd1"),
                           sdbus::ObjectPath("/org/freedesktop/systemd1"));
    // Before the job is queued, or its end could be missed.
    manager->uponSignal("JobRemoved")
        .onInterface(managerInterface)
        .call([&](std::uint32_t, const sdbus::ObjectPath& job, const std::string&,
                  const std::string& result) {
            const std::lock_guard lock(mutex);
            results[job] = result;
            ended.notify_all();
        });
    const LoopInThread loop(*connection);
    manager->callMethod("Subscribe").onInterface(managerInterface);
    sdbus::ObjectPath job;
    manager->callMethod("StartUnit")
        .onInterface(managerInterface)
        .withTimeout(timeLimit)
        .withArguments(unit, std::string("replace"))
        .storeResultsTo(job);

    std::unique_lock lock(mutex);
    if (!ended.wait_for(lock, timeLimit, [&] { return results.contains(job); }))
        throw Failure(FailureKind::Failed, "systemd did not finish " + unit + " in time.");
    return results.at(job);
} catch (const sdbus::Error& error) {
    throw Failure(FailureKind::Failed,
                  "systemd could not start " + unit + ": " + error.getMessage() + ".");
}

} // namespace samepage
