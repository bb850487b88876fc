// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/event_process.h"

#include "text/printable.h"

namespace samepage {

EventProcess eventProcess(const ProcessHandle& process) {
    const ProcessKey key = process.key();
    const ProcUids uids = process.uids();
    return {static_cast<std::uint32_t>(key.pid), key.startTime, uids.effective,
            uids.allAre(uids.effective), plain(process.stat().name)};
}

} // namespace samepage
