// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/process_handle.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace samepage {
namespace {

/// A process of our own that waits until it is ended.
class Child {
public:
    Child()
        : pid_(::fork()) {
        if (pid_ == 0) {
            while (true)
                ::pause();
        }
    }
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] std::uint64_t startTime() const { return ProcDir::open(pid_)->stat()->startTime; }
    void kill() const { // it stays a zombie
        ::kill(pid_, SIGKILL);
        siginfo_t info = {};
        ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT);
    }
    void end() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        pid_ = -1;
    }

private:
    pid_t pid_;
};

UniqueFd pidfdOf(pid_t pid) {
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

TEST(ProcessHandle, OpensByPidAndStartTime) {
    const Child child;
    const auto handle = ProcessHandle::open(child.pid(), child.startTime());
    EXPECT_EQ(handle.key().pid, child.pid());
    EXPECT_EQ(handle.key().startTime, child.startTime());
    EXPECT_FALSE(handle.hasExited());
    EXPECT_TRUE(handle.uids().allAre(::geteuid()));
    EXPECT_EQ(handle.stat().ppid, ::getpid());
}

TEST(ProcessHandle, RefusesAnotherStartTime) {
    const Child child;
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(child.pid(), child.startTime() + 1); }),
                FailsWith(FailureKind::NoSuchProcess, "start time"));
}

TEST(ProcessHandle, RefusesWhatIsNotThere) {
    Child child;
    const auto pid = child.pid();
    const auto startTime = child.startTime();
    child.end();
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(pid, startTime); }),
                FailsWith(FailureKind::NoSuchProcess, std::to_string(pid)));
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(0, 0); }),
                FailsWith(FailureKind::InvalidArgument, "greater than 0"));
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(-5, 0); }),
                FailsWith(FailureKind::InvalidArgument, "greater than 0"));
}

TEST(ProcessHandle, RefusesAZombie) {
    const Child child;
    const auto startTime = child.startTime();
    child.kill();
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(child.pid(), startTime); }),
                FailsWith(FailureKind::NoSuchProcess, "exited"));
}

TEST(ProcessHandle, RefusesAThread) {
    pid_t tid = 0;
    std::thread([&] {
        tid = static_cast<pid_t>(::syscall(SYS_gettid));
        const auto stat = ProcDir::open(tid)->stat(); // /proc/TID can be opened
        EXPECT_THAT(failureOf([&] { (void)ProcessHandle::open(tid, stat->startTime); }),
                    FailsWith(FailureKind::NoSuchProcess, std::to_string(tid)));
    }).join();
}

TEST(ProcessHandle, NoticesTheExit) {
    Child child;
    const auto handle = ProcessHandle::open(child.pid(), child.startTime());
    child.end();
    EXPECT_TRUE(handle.hasExited());
    EXPECT_THAT(failureOf([&] { (void)handle.uids(); }), FailsWith(FailureKind::NoSuchProcess, ""));
    EXPECT_THAT(failureOf([&] { (void)handle.stat(); }), FailsWith(FailureKind::NoSuchProcess, ""));
}

TEST(ProcessHandle, OpensByPidfd) {
    const Child child;
    const auto pidfd = pidfdOf(child.pid());
    const auto handle = ProcessHandle::openPidfd(pidfd.get());
    EXPECT_EQ(handle.key().pid, child.pid());
    EXPECT_NE(handle.pidfd(), pidfd.get());
}

TEST(ProcessHandle, RefusesThePidfdOfAnExitedProcess) {
    Child child;
    const auto pidfd = pidfdOf(child.pid());
    child.kill();
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::openPidfd(pidfd.get()); }),
                FailsWith(FailureKind::NoSuchProcess, "exited"));
    child.end();
    EXPECT_THAT(failureOf([&] { (void)ProcessHandle::openPidfd(pidfd.get()); }),
                FailsWith(FailureKind::NoSuchProcess, "exited"));
}

TEST(ProcessHandle, RefusesOtherDescriptors) {
    const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const UniqueFd directory(::open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const int fd : {null.get(), directory.get(), -1, 100000})
        EXPECT_THAT(failureOf([&] { (void)ProcessHandle::openPidfd(fd); }),
                    FailsWith(FailureKind::InvalidArgument, "not a pidfd"));
}

} // namespace
} // namespace samepage
