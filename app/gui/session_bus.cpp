// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/session_bus.h"

#include <sdbus-c++/Error.h>
#include <sdbus-c++/IConnection.h>
#include <systemd/sd-bus.h>

namespace samepage::gui {
namespace {

using BusPtr = std::unique_ptr<sd_bus, decltype(&sd_bus_close_unref)>;

// sdbus-c++ would wait for the greeting as long as it takes.
bool greetedWithin(sd_bus* bus, std::chrono::microseconds limit) {
    using std::chrono::steady_clock;
    const auto end = steady_clock::now() + limit;
    for (;;) {
        if (const int ready = sd_bus_is_ready(bus); ready != 0) {
            return ready > 0;
        }
        const int done = sd_bus_process(bus, nullptr);
        if (done < 0) {
            return false;
        }
        if (done > 0) {
            continue;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::microseconds>(end - steady_clock::now());
        if (left.count() <= 0 || sd_bus_wait(bus, static_cast<uint64_t>(left.count())) < 0) {
            return false;
        }
    }
}

} // namespace

std::unique_ptr<sdbus::IConnection> openSessionBus(std::chrono::microseconds limit) {
    sd_bus* opened = nullptr;
    if (sd_bus_open_user(&opened) < 0) {
        return nullptr;
    }
    BusPtr bus(opened, &sd_bus_close_unref);
    if (!greetedWithin(bus.get(), limit) ||
        sd_bus_set_method_call_timeout(bus.get(), static_cast<uint64_t>(limit.count())) < 0) {
        return nullptr;
    }
    try {
        return sdbus::createBusConnection(bus.release());
    } catch (const sdbus::Error&) {
        return nullptr;
    }
}

} // namespace samepage::gui
