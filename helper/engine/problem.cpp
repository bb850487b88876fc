// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/problem.h"

namespace samepage::problem {

std::string advice(std::string_view problem) {
    if (problem == moduleNotLoaded)
        return "The kernel module samepage is not loaded. Load it, for example with "
               "\"samepagectl load\".";
    if (problem == moduleNotInstalled)
        return "The kernel module samepage is not installed for the running kernel. Install the "
               "package samepage-dkms, and the headers of this kernel, then load it.";
    if (problem == moduleNotBuilt)
        return "The kernel module samepage is installed, but not built for the running kernel. "
               "Install the headers of this kernel and build it: \"apt install "
               "linux-headers-$(uname -r)\", then \"dkms autoinstall\", as root.";
    if (problem == moduleRefused)
        return "The kernel refused the module samepage because of its signature. With Secure "
               "Boot, enrol the key that DKMS signs with (\"mokutil --import "
               "/var/lib/dkms/mok.pub\" as root), then restart.";
    if (problem == moduleLockedDown)
        return "The kernel is locked down and loads only modules that are signed with a key it "
               "trusts. Enrol the key that DKMS signs with (\"mokutil --import "
               "/var/lib/dkms/mok.pub\" as root), then restart.";
    if (problem == moduleUnsupported)
        return "The running kernel lacks something that the module samepage needs. Start a kernel "
               "that it supports: Linux 6.1, 6.12 or 7.3 for x86-64 as Debian has them, built with "
               "CONFIG_KSM and CONFIG_KPROBES.";
    if (problem == moduleFailed)
        return "The kernel module samepage could not start on this kernel; the kernel log says "
               "why (journalctl -k).";
    if (problem == moduleIncompatible)
        return "The loaded kernel module samepage does not fit this version of the service. "
               "Unload it, install the matching package, and load it again.";
    if (problem == builtinBusy)
        return "The kernel's own scanner is running or still has pages merged. Stop it with "
               "\"echo 2 > /sys/kernel/mm/ksm/run\" as root.";
    return {};
}

} // namespace samepage::problem
