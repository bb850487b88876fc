// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/bus_connection.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;

TEST(SshFailure, SaysWhatIsMissingWhere) {
    EXPECT_THAT(sshFailureText(true, 255), HasSubstr("could not connect"));
    EXPECT_THAT(sshFailureText(true, 127), HasSubstr("systemd-stdio-bridge"));
    EXPECT_THAT(sshFailureText(true, 1), HasSubstr("status 1"));
    EXPECT_THAT(sshFailureText(false, 0), HasSubstr("in time"));
}

} // namespace
} // namespace samepage::ctl
