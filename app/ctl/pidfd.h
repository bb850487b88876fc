// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sdbus-c++/Types.h>

#include <cstdint>

namespace samepage::ctl {

// A handle that stays with this process, also when its pid is given to another
// one later. Throws std::system_error: ESRCH when there is no such process,
// EINVAL when the id is that of a thread.
[[nodiscard]] sdbus::UnixFd openPidfd(std::uint32_t pid);

} // namespace samepage::ctl
