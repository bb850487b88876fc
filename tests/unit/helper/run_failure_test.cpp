// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/run_failure.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <optional>

namespace samepage {
namespace {

TEST(RunFailure, TellsCausesApart) {
    EXPECT_THAT(std::optional(runFailure(1, EBUSY, "the other one runs")),
                FailsWith(FailureKind::Busy, "the other one runs"));
    EXPECT_THAT(std::optional(runFailure(1, ENOENT, "")),
                FailsWith(FailureKind::Unavailable, "unloaded"));
    EXPECT_THAT(std::optional(runFailure(2, ENOMEM, "")),
                FailsWith(FailureKind::Failed, "stays merged"));
    EXPECT_THAT(std::optional(runFailure(2, EINTR, "")),
                FailsWith(FailureKind::Failed, "interrupted"));
    EXPECT_THAT(std::optional(runFailure(0, EPERM, "")),
                FailsWith(FailureKind::Failed, "stop scanning: Operation not permitted"));
}

} // namespace
} // namespace samepage
