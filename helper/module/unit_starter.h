// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace samepage {

/// Starts systemd units by name.
class UnitStarter {
public:
    virtual ~UnitStarter() = default;
    /// Starts a oneshot unit and waits until it has ended. Returns the result
    /// of the job, "done" for success. Blocks; throws Failure when systemd
    /// cannot be asked, takes too long, or the thread is interrupted (work/strands.h).
    virtual std::string start(const std::string& unit) = 0;
};

/// Through the D-Bus API of the systemd that runs the system.
class SystemdUnitStarter final : public UnitStarter {
public:
    std::string start(const std::string& unit) override;
};

} // namespace samepage
