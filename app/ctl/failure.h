// SPDX-License-Identifier: GPL-2.0-or-later
// Anything that can go wrong, as what the user is told.
#pragma once

#include "ctl/exit_code.h"

#include <sdbus-c++/Error.h>

#include <exception>
#include <string>

namespace samepage::ctl {

struct Failure {
    ExitCode code = ExitCode::Failed;
    std::string name;    // of the D-Bus error; empty for others
    std::string message; // a sentence
};

[[nodiscard]] Failure describeFailure(const sdbus::Error& error);
[[nodiscard]] Failure describeFailure(const std::exception& error);

// "samepagectl: " and the sentence, on standard error.
void printFailure(const Failure& failure);

} // namespace samepage::ctl
