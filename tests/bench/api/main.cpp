// SPDX-License-Identifier: GPL-2.0-or-later
// api_bench CLIENTS SECONDS PAUSE-MILLISECONDS: how long the service takes to
// answer when many clients call. Fails only when a call does.
#include "client.h"

#include <cstdlib>
#include <deque>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

namespace {

using namespace samepage::bench;
using std::chrono::steady_clock;

using EventPtr = std::unique_ptr<sd_event, decltype(&sd_event_unref)>;

int stop(sd_event_source* source, std::uint64_t, void*) {
    return sd_event_exit(sd_event_source_get_event(source), 0);
}

int run(std::size_t count, std::chrono::seconds time, std::chrono::milliseconds pause) {
    sd_event* made = nullptr;
    if (sd_event_new(&made) < 0) {
        return EXIT_FAILURE;
    }
    const EventPtr event(made, &sd_event_unref);
    Latencies latencies;
    std::deque<Client> clients;
    for (std::size_t number = 0; number < count; ++number) {
        clients.emplace_back(made, latencies, number, pause);
    }
    const auto began = steady_clock::now();
    const auto microseconds = std::chrono::microseconds(time).count();
    if (sd_event_add_time_relative(made, nullptr, CLOCK_MONOTONIC,
                                   static_cast<std::uint64_t>(microseconds), 0, &stop,
                                   nullptr) < 0 ||
        sd_event_loop(made) < 0) {
        return EXIT_FAILURE;
    }
    std::cout << latencies.table(steady_clock::now() - began);
    return latencies.failed() ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "Usage: api_bench CLIENTS SECONDS PAUSE-MILLISECONDS\n";
        return 2;
    }
    try {
        return run(std::stoul(argv[1]), std::chrono::seconds(std::stoul(argv[2])),
                   std::chrono::milliseconds(std::stoul(argv[3])));
    } catch (const std::exception& error) {
        std::cerr << "api_bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
