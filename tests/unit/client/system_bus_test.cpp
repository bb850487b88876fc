// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/system_bus.h"

#include <gmock/gmock.h>

namespace samepage::client {
namespace {

using testing::HasSubstr;

TEST(SshFailure, SaysWhatIsMissingWhere) {
    using Reason = NoConnection::Reason;
    EXPECT_THAT(sshFailure(true, 255).what(), HasSubstr("could not connect"));
    EXPECT_EQ(sshFailure(true, 255).reason(), Reason::SshFailed);
    EXPECT_THAT(sshFailure(true, 127).what(), HasSubstr("systemd-stdio-bridge"));
    EXPECT_EQ(sshFailure(true, 127).reason(), Reason::NoBridge);
    EXPECT_THAT(sshFailure(true, 1).what(), HasSubstr("status 1"));
    EXPECT_EQ(sshFailure(true, 1).reason(), Reason::NoBus);
    EXPECT_THAT(sshFailure(false, 0).what(), HasSubstr("in time"));
    EXPECT_EQ(sshFailure(false, 0).reason(), Reason::Silent);
}

TEST(Place, HasANameThatSshTakesForNoOption) {
    for (const char* name : {"far", "root@far", "far:2222", "[::1]"})
        EXPECT_TRUE(isPlaceName(name)) << name;
    for (const char* name : {"", "-oProxyCommand=x", "far away", "far\n"})
        EXPECT_FALSE(isPlaceName(name)) << name;
}

} // namespace
} // namespace samepage::client
