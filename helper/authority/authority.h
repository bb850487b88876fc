// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/actions.h"

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace samepage {

/// May this caller do that?
struct Question {
    std::string busName; ///< unique name of the caller: the subject
    uid_t uid = 0;       ///< of the caller, to share the authority out fairly
    Action action = Action::Inspect;
    std::map<std::string, std::string> details; ///< fill the blanks of the prompt
    bool interactive = false;                   ///< a password prompt is allowed
};

struct Answer {
    bool authorized = false;
    bool challenge = false; ///< a password could change it
    bool dismissed = false; ///< the prompt was closed
    std::string trouble;    ///< why there is no real answer; empty if there is one
    bool late = false;      ///< the trouble is that it did not come in time
};

/// Who decides what callers may do. One thread: answers come from its event loop.
class Authority {
public:
    using Ticket = std::uint64_t;
    using Callback = std::function<void(const Answer&)>;

    virtual ~Authority() = default;
    /// Asks; the callback is called once, later, unless cancelled. It always
    /// comes within a time limit.
    virtual Ticket check(const Question& question, Callback callback) = 0;
    /// Takes the question, and its prompt, back. The callback is not called.
    virtual void cancel(Ticket ticket) = 0;
};

} // namespace samepage
