// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/unit_starter.h"

#include "failure.h"

#include <sdbus-c++/sdbus-c++.h>

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <map>

namespace samepage {
namespace {

using std::chrono::steady_clock;

constexpr auto callLimit = std::chrono::seconds(10);
// Of the job: a module may be large, and the machine slow.
constexpr auto jobLimit = std::chrono::seconds(90);
constexpr const char* managerInterface = "org.freedesktop.systemd1.Manager";

/// Waits for something to come from the bus. The service interrupts it when it is stopped.
void waitFor(const sdbus::IConnection& connection, steady_clock::time_point end) {
    const auto data = connection.getEventLoopPollData();
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now()).count();
    const int own = data.getPollTimeout(); // -1: none
    const int timeout = static_cast<int>(std::max<long>(left, 0));
    std::array<pollfd, 2> fds{{{.fd = data.fd, .events = data.events, .revents = 0},
                               {.fd = data.eventFd, .events = POLLIN, .revents = 0}}};
    if (::poll(fds.data(), fds.size(), own < 0 ? timeout : std::min(own, timeout)) < 0 &&
        errno == EINTR)
        throw Failure(FailureKind::Cancelled,
                      "The service is being stopped; systemd goes on with it.");
}

} // namespace

std::string SystemdUnitStarter::start(const std::string& unit) try {
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
                  const std::string& result) { results[job] = result; });
    manager->callMethod("Subscribe").onInterface(managerInterface).withTimeout(callLimit);
    sdbus::ObjectPath job;
    manager->callMethod("StartUnit")
        .onInterface(managerInterface)
        .withTimeout(callLimit)
        .withArguments(unit, std::string("replace"))
        .storeResultsTo(job);

    const auto end = steady_clock::now() + jobLimit;
    while (!results.contains(job)) {
        if (connection->processPendingEvent())
            continue;
        if (steady_clock::now() >= end)
            throw Failure(FailureKind::Failed,
                          "systemd has not finished " + unit + " yet; look again later.");
        waitFor(*connection, end);
    }
    return results.at(job);
} catch (const sdbus::Error& error) {
    throw Failure(FailureKind::Failed,
                  "systemd could not start " + unit + ": " + error.getMessage() + ".");
}

} // namespace samepage
