// SPDX-License-Identifier: GPL-2.0-or-later
//
// Processes.List on a machine with many processes: what reading /proc costs, without the bus.
#include "engine/no_engine.h"
#include "process/user_names.h"
#include "service/process_list.h"

#include <benchmark/benchmark.h>

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/wait.h>
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

void listEverybody(benchmark::State& state) {
    const Crowd crowd(static_cast<std::size_t>(state.range(0)));
    samepage::NoEngine engine("");
    samepage::UserNames users;
    const samepage::MarkAuthors authors("");
    std::size_t listed = 0;
    for (auto _ : state)
        listed = samepage::listProcesses({}, engine, users, authors).size();
    state.counters["processes"] = static_cast<double>(listed);
}
BENCHMARK(listEverybody)->Arg(100)->Arg(2000)->Arg(5000)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
