// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "latencies.h"

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace samepage::bench {

// One program on the bus as the service sees it: a connection of its own, on
// which one call follows the other with a pause between.
class Client {
public:
    // `number` decides with which call it begins. Throws std::system_error.
    Client(sd_event* event, Latencies& latencies, std::size_t number,
           std::chrono::microseconds pause);

private:
    using BusPtr = std::unique_ptr<sd_bus, decltype(&sd_bus_flush_close_unref)>;
    using SourcePtr = std::unique_ptr<sd_event_source, decltype(&sd_event_source_disable_unref)>;

    static int onTime(sd_event_source* source, std::uint64_t usec, void* client);
    static int onReply(sd_bus_message* reply, void* client, sd_bus_error* error);

    void call();
    void callLater(std::chrono::microseconds pause);

    sd_event* event_;
    Latencies& latencies_;
    std::size_t next_;
    std::chrono::microseconds pause_;
    BusPtr bus_;
    SourcePtr timer_;
    std::chrono::steady_clock::time_point began_;
};

} // namespace samepage::bench
