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
    if (problem == moduleRefused)
        return "The kernel refused the module samepage because of its signature. With Secure "
               "Boot, enrol the key that DKMS signs with (mokutil --import), then restart.";
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
