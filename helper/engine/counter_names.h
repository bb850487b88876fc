// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>

namespace samepage {

/// The files of a KSM directory that are counters: keys of Counters, as far as
/// the kernel has them. The history keeps these, and saved_bytes.
inline constexpr std::array counterFiles = {"pages_shared",   "pages_sharing", "pages_unshared",
                                            "pages_volatile", "pages_scanned", "pages_skipped",
                                            "full_scans",     "ksm_zero_pages"};

/// Key of what the engine works out of them: bytes that merging saves.
inline constexpr const char* savedBytesCounter = "saved_bytes";

/// Key of the processor time that the scanner's threads took, microseconds. The
/// history keeps it too.
inline constexpr const char* scannerCpuCounter = "scanner_cpu_usec";

} // namespace samepage
