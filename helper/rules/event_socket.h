// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/event_source.h"
#include "unique_fd.h"

namespace samepage {

/// The kernel's process connector. It wakes nobody for anything but exec and
/// changes of the user id.
class EventSocket final : public EventSource {
public:
    /// Throws Failure. Needs CAP_NET_ADMIN.
    EventSocket();

    [[nodiscard]] int fd() const override { return socket_.get(); }
    [[nodiscard]] ProcessEvents read() override;

private:
    UniqueFd socket_;
};

} // namespace samepage
