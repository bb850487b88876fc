// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

namespace samepage::ctl {

// polkit's agent for terminals, running for as long as this object lives. It
// asks for passwords on the terminal on behalf of this process, unless the
// session has an agent of its own. Where it is not installed, nothing happens:
// polkit then refuses what it would have to ask for.
class PasswordAgent {
public:
    PasswordAgent(); // returns once the agent is registered; throws std::system_error
    ~PasswordAgent();
    PasswordAgent(const PasswordAgent&) = delete;
    PasswordAgent& operator=(const PasswordAgent&) = delete;

private:
    pid_t child_ = -1;
};

} // namespace samepage::ctl
