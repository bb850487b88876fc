// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/container.h"

#include <gmock/gmock.h>

namespace samepage {
namespace {

const std::string id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

TEST(Container, IsKnownByTheNamesThatItsManagerGives) {
    EXPECT_EQ(containerOf("/system.slice/docker-" + id + ".scope"), "docker:0123456789ab");
    EXPECT_EQ(containerOf("/docker/" + id), "docker:0123456789ab");
    EXPECT_EQ(containerOf("/machine.slice/libpod-" + id + ".scope/container"),
              "podman:0123456789ab");
    EXPECT_EQ(containerOf("/kubepods.slice/kubepods-pod1.slice/crio-" + id + ".scope"),
              "cri-o:0123456789ab");
    EXPECT_EQ(containerOf("/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + id + ".scope"),
              "containerd:0123456789ab");
    EXPECT_EQ(containerOf("/lxc.payload.web/system.slice/cron.service"), "lxc:web");
    EXPECT_EQ(containerOf("/lxc/web"), "lxc:web");
    EXPECT_EQ(containerOf("/machine.slice/machine-trixie.scope/payload/init.scope"),
              "machine:trixie");
    EXPECT_EQ(containerOf("/machine.slice/systemd-nspawn@trixie.service/payload"),
              "machine:trixie");
}

TEST(Container, OfSystemdHasItsNameUnescaped) {
    EXPECT_EQ(containerOf("/machine.slice/machine-qemu\\x2d1\\x2dweb.scope/libvirt/emulator"),
              "machine:qemu-1-web");
    EXPECT_EQ(containerOf("/machine.slice/machine-a\\x2.scope"), "machine:a\\x2");
    EXPECT_EQ(containerOf("/machine.slice/machine-a\\xzz.scope"), "machine:a\\xzz");
}

TEST(Container, InnermostCounts) {
    EXPECT_EQ(containerOf("/machine.slice/machine-outer.scope/docker/" + id),
              "docker:0123456789ab");
}

TEST(Container, IsNoneWhereNoManagerNamedIt) {
    for (const auto* cgroup :
         {"", "/", "/user.slice/user-1000.slice/session-1.scope", "/system.slice/docker.service",
          "/docker", "/docker/abc", "/system.slice/docker-0123.scope", "/lxc.payload.", "/lxc",
          "/machine.slice/machine-.scope", "/machine.slice", "//", "docker-"})
        EXPECT_EQ(containerOf(cgroup), "") << cgroup;
    EXPECT_EQ(containerOf("/x/" + id), "");
}

} // namespace
} // namespace samepage
