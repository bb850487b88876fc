// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/pidfd.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace samepage::ctl {

sdbus::UnixFd openPidfd(std::uint32_t pid) {
    const auto fd = static_cast<int>(syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0U));
    if (fd < 0) {
        // Newer kernels say ENOENT for a thread.
        const int error = errno == ENOENT ? EINVAL : errno;
        throw std::system_error(error, std::generic_category(), "pidfd_open");
    }
    return {fd, sdbus::adopt_fd};
}

} // namespace samepage::ctl
