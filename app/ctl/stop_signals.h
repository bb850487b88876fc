// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sdbus-c++/Types.h>

namespace samepage::ctl {

// While it lives, SIGINT and SIGTERM do not end the process but make `fd`
// readable.
class StopSignals {
public:
    StopSignals(); // throws std::system_error
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    [[nodiscard]] int fd() const { return fd_.get(); }
    // The next one that has come, 0 for none; `fd` is not readable for it any more.
    [[nodiscard]] int take() const;

private:
    sdbus::UnixFd fd_;
};

} // namespace samepage::ctl
