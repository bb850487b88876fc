// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace samepage {

/// The container or virtual machine that a control group belongs to, as its
/// manager names control groups: "docker:0123456789ab" (the twelve digits that
/// people know a container by), "podman:", "cri-o:", "containerd:", "lxc:NAME",
/// or "machine:NAME" of systemd-machined. Empty: none. The innermost counts.
/// cgroup: path below /sys/fs/cgroup; bytes of the name are given as they are.
[[nodiscard]] std::string containerOf(std::string_view cgroup);

} // namespace samepage
