// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/pidfd.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace samepage::ctl {
namespace {

int errorOfOpening(pid_t pid) {
    try {
        static_cast<void>(openPidfd(static_cast<std::uint32_t>(pid)));
    } catch (const std::system_error& error) {
        return error.code().value();
    }
    return 0;
}

TEST(Pidfd, IsOpenedForALivingProcessAndNotInherited) {
    const sdbus::UnixFd pidfd = openPidfd(static_cast<std::uint32_t>(getpid()));
    ASSERT_GE(pidfd.get(), 0);
    EXPECT_NE(fcntl(pidfd.get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST(Pidfd, OfAnExitedProcessIsRefused) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        _exit(0);
    }
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    EXPECT_EQ(errorOfOpening(child), ESRCH);
}

} // namespace
} // namespace samepage::ctl
