// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/failure.h"

#include "client/system_bus.h"
#include "ctl/text.h"

#include <iostream>

namespace samepage::ctl {

Failure describeFailure(const sdbus::Error& error) {
    const client::ClientError described = client::describe(error);
    return {.code = exitCode(described.kind),
            .name = described.name,
            .message = client::text(described)};
}

Failure describeFailure(const std::exception& error) {
    if (const auto* dbusError = dynamic_cast<const sdbus::Error*>(&error)) {
        return describeFailure(*dbusError);
    }
    const bool connected = dynamic_cast<const client::NoConnection*>(&error) == nullptr;
    return {.code = connected ? ExitCode::Failed : ExitCode::Unavailable,
            .name = {},
            .message = error.what()};
}

void printFailure(const Failure& failure) {
    std::cerr << "samepagectl: " << printable(failure.message) << '\n';
}

} // namespace samepage::ctl
