// SPDX-License-Identifier: GPL-2.0-or-later
#include "client.h"

#include <array>
#include <system_error>

namespace samepage::bench {
namespace {

constexpr const char* service = "org.samepage.Samepage1";
constexpr const char* object = "/org/samepage/Samepage1";

using MessagePtr = std::unique_ptr<sd_bus_message, decltype(&sd_bus_message_unref)>;

struct Call {
    const char* name;
    const char* interface;
    const char* method;
    int (*fill)(sd_bus_message* message);
};

int nothing(sd_bus_message*) {
    return 0;
}

int noOptions(sd_bus_message* message) {
    return sd_bus_message_append(message, "a{sv}", 0);
}

int engineInterface(sd_bus_message* message) {
    return sd_bus_message_append(message, "s", "org.samepage.Samepage1.Engine");
}

int allTimes(sd_bus_message* message) {
    return sd_bus_message_append(message, "ttuas", std::uint64_t{0}, ~std::uint64_t{0},
                                 std::uint32_t{100}, 1, "saved_bytes");
}

// What a desktop, a monitor and scripts ask for.
constexpr std::array<Call, 5> calls{{
    {"GetCounters", "org.samepage.Samepage1.Engine", "GetCounters", &nothing},
    {"GetAll", "org.freedesktop.DBus.Properties", "GetAll", &engineInterface},
    {"GetTunables", "org.samepage.Samepage1.Engine", "GetTunables", &nothing},
    {"List", "org.samepage.Samepage1.Processes", "List", &noOptions},
    {"Query", "org.samepage.Samepage1.History", "Query", &allTimes},
}};

int checked(int result, const char* doing) {
    if (result < 0) {
        throw std::system_error(-result, std::generic_category(), doing);
    }
    return result;
}

sd_bus* connect(sd_event* event) {
    sd_bus* bus = nullptr;
    checked(sd_bus_open_system(&bus), "Cannot connect to the bus");
    checked(sd_bus_attach_event(bus, event, SD_EVENT_PRIORITY_NORMAL), "Cannot wait for the bus");
    return bus;
}

} // namespace

Client::Client(sd_event* event, Latencies& latencies, std::size_t number,
               std::chrono::microseconds pause)
    : event_(event)
    , latencies_(latencies)
    , next_(number)
    , pause_(pause)
    , bus_(connect(event), &sd_bus_flush_close_unref)
    , timer_(nullptr, &sd_event_source_disable_unref) {
    // Not all of them at once.
    callLater(pause * static_cast<int>(number % 100) / 100);
}

int Client::onTime(sd_event_source*, std::uint64_t, void* client) {
    static_cast<Client*>(client)->call();
    return 0;
}

int Client::onReply(sd_bus_message* reply, void* userData, sd_bus_error*) {
    auto& client = *static_cast<Client*>(userData);
    const Call& call = calls.at(client.next_ % calls.size());
    client.latencies_.add(call.name, std::chrono::steady_clock::now() - client.began_);
    if (sd_bus_message_is_method_error(reply, nullptr) > 0) {
        client.latencies_.addFailure(call.name, sd_bus_message_get_error(reply)->name);
    }
    ++client.next_;
    client.callLater(client.pause_);
    return 0;
}

void Client::call() {
    const Call& call = calls.at(next_ % calls.size());
    sd_bus_message* made = nullptr;
    checked(sd_bus_message_new_method_call(bus_.get(), &made, service, object, call.interface,
                                           call.method),
            "Cannot make a call");
    const MessagePtr message(made, &sd_bus_message_unref);
    checked(call.fill(made), "Cannot make a call");
    began_ = std::chrono::steady_clock::now();
    checked(sd_bus_call_async(bus_.get(), nullptr, made, &onReply, this, 0), "Cannot call");
}

void Client::callLater(std::chrono::microseconds pause) {
    sd_event_source* source = nullptr;
    checked(sd_event_add_time_relative(event_, &source, CLOCK_MONOTONIC,
                                       static_cast<std::uint64_t>(pause.count()), 100, &onTime,
                                       this),
            "Cannot wait");
    timer_.reset(source);
}

} // namespace samepage::bench
