// SPDX-License-Identifier: GPL-2.0-or-later
// Thousands of processes at once, which do nothing; gone with this object.
#pragma once

#include <csignal>
#include <cstddef>
#include <vector>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace samepage::gui {

class Crowd {
public:
    explicit Crowd(std::size_t count)
        : stacks_(count * stackSize)
        , leader_(::fork()) {
        if (leader_ == 0) {
            ::setpgid(0, 0);
            for (std::size_t number = 1; number <= count; ++number) {
                // They share their memory: thousands of copies would take long, and gigabytes.
                ::clone(&Crowd::wait, stacks_.data() + number * stackSize, CLONE_VM | SIGCHLD,
                        nullptr);
            }
            wait(nullptr);
        }
        ::setpgid(leader_, leader_);
    }
    ~Crowd() { stop(); }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    Crowd(Crowd&&) = delete;
    Crowd& operator=(Crowd&&) = delete;

    void stop() {
        if (leader_ > 0) {
            ::kill(-leader_, SIGKILL);
            ::waitpid(leader_, nullptr, 0);
            leader_ = -1;
        }
    }

private:
    static constexpr std::size_t stackSize = 4096;

    [[noreturn]] static int wait(void* /*nothing*/) {
        for (;;) {
            ::pause();
        }
    }

    std::vector<char> stacks_;
    pid_t leader_;
};

} // namespace samepage::gui
