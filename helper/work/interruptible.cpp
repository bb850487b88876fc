// SPDX-License-Identifier: GPL-2.0-or-later
#include "work/interruptible.h"

#include <csignal>

#include <condition_variable>
#include <exception>
#include <mutex>

namespace samepage {
namespace {

// A handler that does nothing, installed without SA_RESTART.
constexpr int interruptSignal = SIGUSR1;
constexpr std::chrono::milliseconds betweenInterrupts(20);

} // namespace

void installInterruptHandler() {
    struct sigaction action = {};
    action.sa_handler = [](int) {};
    sigemptyset(&action.sa_mask);
    ::sigaction(interruptSignal, &action, nullptr);
}

void interrupt(std::thread& thread) {
    ::pthread_kill(thread.native_handle(), interruptSignal);
}

int runInterruptibly(const std::function<int()>& work, const std::function<void()>& look,
                     std::chrono::milliseconds each) {
    installInterruptHandler();
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
    int result = 0;
    std::thread worker([&] {
        const int error = work();
        const std::lock_guard lock(mutex);
        result = error;
        done = true;
        ended.notify_all();
    });
    std::exception_ptr stop;
    {
        std::unique_lock lock(mutex);
        while (!ended.wait_for(lock, stop ? betweenInterrupts : each, [&] { return done; })) {
            if (stop) {
                interrupt(worker);
                continue;
            }
            lock.unlock();
            try {
                look();
            } catch (...) {
                stop = std::current_exception();
                interrupt(worker);
            }
            lock.lock();
        }
    }
    worker.join();
    if (stop && result != 0)
        std::rethrow_exception(stop);
    return result;
}

} // namespace samepage
