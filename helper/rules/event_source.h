// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/process_events.h"

#include <functional>
#include <memory>

namespace samepage {

/// Tells that processes have started a program or changed their user: the
/// kernel's process events, or made-up ones in tests.
class EventSource {
public:
    virtual ~EventSource() = default;
    /// Readable when there is something to read.
    [[nodiscard]] virtual int fd() const = 0;
    /// What has come, without waiting.
    [[nodiscard]] virtual ProcessEvents read() = 0;
};

/// Listens from its return on. Throws Failure. Any thread.
using OpenEventSource = std::function<std::unique_ptr<EventSource>()>;

} // namespace samepage
