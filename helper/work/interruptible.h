// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace samepage {

/// From now on interrupt() does nothing to a thread but make its blocking system
/// call fail with EINTR.
void installInterruptHandler();

/// Again and again: a signal that comes just before the call is lost.
void interrupt(std::thread& thread);

/// Does the work, a system call that may block for minutes and returns 0 or an
/// errno, on a thread of its own, and calls `look` on this one until it has
/// ended. Once look throws, the work is interrupted; what look threw is thrown
/// when the work has ended, unless it had succeeded by then.
int runInterruptibly(const std::function<int()>& work, const std::function<void()>& look,
                     std::chrono::milliseconds each);

} // namespace samepage
