// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/process_list.h"

#include <utility>

namespace samepage {
namespace {

std::string markedBy(const MergeState& merge, const std::optional<MarkAuthors::Author>& author) {
    if (!merge.marked && !merge.mergeable)
        return {};
    return merge.marked && author && author->marked ? author->by : "program";
}

} // namespace

std::vector<ProcessRow> listProcesses(const ProcessFilter& filter, ProcessTable& processes,
                                      Engine& engine, UserNames& users,
                                      const MarkAuthors& authors) {
    const std::unique_ptr<MergeSnapshot> snapshot = engine.snapshot();
    std::vector<ProcessRow> rows;
    processes.each([&](const ProcessTable::Process& process) {
        if (filter.owner && !process.uids.allAre(*filter.owner))
            return;
        const MergeState merge = snapshot->of(process.dir, process.startTime);
        if (filter.markedOnly && !merge.marked && !merge.mergeable)
            return;
        const pid_t pid = process.dir.pid();
        std::string by = markedBy(merge, authors.of({pid, process.startTime}));
        rows.push_back({pid, process.startTime, process.ppid, process.uids.effective,
                        users.of(process.uids.effective), process.program, process.state,
                        process.residentBytes, merge, std::move(by)});
    });
    return rows;
}

} // namespace samepage
