// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/bus_wait.h"

#include <poll.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace samepage::ctl {

bool handleOrWait(sdbus::IConnection& connection, int stopFd, std::chrono::milliseconds atMost) {
    const bool handled = connection.processPendingEvent();
    const auto wanted = connection.getEventLoopPollData();
    std::array<pollfd, 3> ends{{{.fd = wanted.fd, .events = wanted.events, .revents = 0},
                                {.fd = wanted.eventFd, .events = POLLIN, .revents = 0},
                                {.fd = stopFd, .events = POLLIN, .revents = 0}}};
    const int most = static_cast<int>(atMost.count());
    const int wish = wanted.getPollTimeout(); // milliseconds, -1: none
    const int timeout = handled ? 0 : wish < 0 || wish > most ? most : wish;
    if (poll(ends.data(), ends.size(), timeout) < 0 && errno != EINTR) {
        throw std::system_error(errno, std::generic_category(), "Cannot wait for the bus");
    }
    return ends[2].revents != 0;
}

} // namespace samepage::ctl
