// SPDX-License-Identifier: GPL-2.0-or-later
//
// Processes.List on a machine with many processes: reading /proc and writing the answer, without
// the bus.
#include "engine/no_engine.h"
#include "process/process_table.h"
#include "process/user_names.h"
#include "service/process_list.h"
#include "service/process_rows.h"
#include "unique_fd.h"

#include <benchmark/benchmark.h>

#include <systemd/sd-bus.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

/// Idle processes, for as long as it lives.
class Crowd {
public:
    explicit Crowd(std::size_t size) {
        while (pids_.size() < size) {
            const pid_t pid = ::fork();
            if (pid < 0) {
                std::perror("fork");
                std::exit(1);
            }
            if (pid == 0) {
                ::prctl(PR_SET_PDEATHSIG, SIGKILL);
                for (;;)
                    ::pause();
            }
            pids_.push_back(pid);
        }
    }
    ~Crowd() {
        for (const pid_t pid : pids_)
            ::kill(pid, SIGKILL);
        for (const pid_t pid : pids_)
            ::waitpid(pid, nullptr, 0);
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

private:
    std::vector<pid_t> pids_;
};

/// A connection that nobody answers on: answers need one.
class Bus {
public:
    Bus() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0 || ::sd_bus_new(&bus_) < 0 ||
            ::sd_bus_set_fd(bus_, ends[0], ends[0]) < 0 || ::sd_bus_start(bus_) < 0) {
            std::perror("bus");
            std::exit(1);
        }
        other_ = samepage::UniqueFd(ends[1]);
    }
    ~Bus() { ::sd_bus_unref(bus_); }
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;

    void answer(const std::vector<samepage::ProcessRow>& rows) const {
        sd_bus_message* message = nullptr;
        if (::sd_bus_message_new_signal(bus_, &message, "/x", "x.x", "x") < 0)
            std::exit(1);
        samepage::appendRows(message, rows);
        ::sd_bus_message_unref(message);
    }

private:
    sd_bus* bus_ = nullptr;
    samepage::UniqueFd other_;
};

struct Lister {
    samepage::NoEngine engine{""};
    samepage::UserNames users;
    samepage::MarkAuthors authors{""};
    Bus bus;

    std::size_t list(samepage::ProcessTable& table) {
        const auto rows = samepage::listProcesses({}, table, engine, users, authors);
        bus.answer(rows);
        return rows.size();
    }
};

void theFirstTime(benchmark::State& state) {
    const Crowd crowd(static_cast<std::size_t>(state.range(0)));
    Lister lister;
    std::size_t listed = 0;
    for (auto _ : state) {
        samepage::ProcessTable table;
        listed = lister.list(table);
    }
    state.counters["processes"] = static_cast<double>(listed);
}
BENCHMARK(theFirstTime)->Arg(100)->Arg(2000)->Arg(5000)->Unit(benchmark::kMillisecond);

/// As it is for those who list them every second.
void againAndAgain(benchmark::State& state) {
    const Crowd crowd(static_cast<std::size_t>(state.range(0)));
    // What is younger is looked at more closely.
    std::this_thread::sleep_for(samepage::ProcessTable::rememberedFor + std::chrono::seconds(1));
    Lister lister;
    samepage::ProcessTable table;
    std::size_t listed = lister.list(table);
    for (auto _ : state)
        listed = lister.list(table);
    state.counters["processes"] = static_cast<double>(listed);
}
BENCHMARK(againAndAgain)->Arg(100)->Arg(2000)->Arg(4000)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
