// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/event_source.h"
#include "unique_fd.h"

#include <string>

namespace samepage {

/// Process events that a test writes into a pipe, a line each: "PID" has started
/// a program, "uid PID" has changed its user, "lost": there were too many.
class FakeEvents final : public EventSource {
public:
    /// Empty: nothing ever happens. Throws Failure if there is no such pipe.
    explicit FakeEvents(const std::string& path);

    [[nodiscard]] int fd() const override { return pipe_.get(); }
    [[nodiscard]] ProcessEvents read() override;

private:
    UniqueFd pipe_;
    std::string rest_; // of a line
};

} // namespace samepage
