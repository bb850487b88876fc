// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/process_list.h"

#include "process/container.h"
#include "process/proc_dir.h"
#include "process/proc_text.h"
#include "text/printable.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace samepage {
namespace {

constexpr std::size_t kernelNameLength = 15;

/// "user:NAME", "rule:ID", "program" or empty.
std::string markedBy(const MergeState& merge, const std::optional<MarkAuthors::Author>& author) {
    if (!merge.marked && !merge.mergeable)
        return {};
    return merge.marked && author && author->marked ? author->by : "program";
}

std::optional<ProcessRow> row(const ProcDir& process, const ProcessFilter& filter,
                              const MergeSnapshot& snapshot, UserNames& users,
                              const MarkAuthors& authors) {
    const auto stat = process.stat();
    if (!stat || stat->isKernelThread() || stat->hasExited())
        return std::nullopt;
    const auto uids = process.uids();
    if (!uids || (filter.owner && !uids->allAre(*filter.owner)))
        return std::nullopt;
    const MergeState merge = snapshot.of(process, stat->startTime);
    if (filter.markedOnly && !merge.marked && !merge.mergeable)
        return std::nullopt;
    const auto rss = process.residentBytes();
    if (!rss)
        return std::nullopt; // it exited in between
    const std::string exe = process.exe();
    const std::string cgroup = process.cgroup();

    const auto pid = static_cast<std::uint32_t>(process.pid());
    ProcessRow result;
    result["pid"] = sdbus::Variant(pid);
    result["start_time"] = sdbus::Variant(stat->startTime);
    result["ppid"] = sdbus::Variant(static_cast<std::uint32_t>(stat->ppid));
    result["uid"] = sdbus::Variant(static_cast<std::uint32_t>(uids->effective));
    result["user"] = sdbus::Variant(users.of(uids->effective));
    result["name"] = sdbus::Variant(printable(programName(stat->name, exe), 256));
    result["exe"] = sdbus::Variant(printable(exe));
    result["unit"] = sdbus::Variant(printable(unitOfCgroup(cgroup), 256));
    result["container"] = sdbus::Variant(printable(containerOf(cgroup), 256));
    result["state"] = sdbus::Variant(std::string(stat->stateName()));
    result["rss"] = sdbus::Variant(*rss);
    result["markable"] = sdbus::Variant(true);
    result["marked"] = sdbus::Variant(merge.marked);
    result["mergeable"] = sdbus::Variant(merge.mergeable);
    result["marked_by"] =
        sdbus::Variant(markedBy(merge, authors.of({process.pid(), stat->startTime})));
    result["merged"] = sdbus::Variant(merge.mergedBytes);
    result["saved"] = sdbus::Variant(merge.savedBytes);
    if (merge.detail) {
        result["unshared"] = sdbus::Variant(merge.detail->unsharedBytes);
        result["volatile"] = sdbus::Variant(merge.detail->volatileBytes);
        result["zero"] = sdbus::Variant(merge.detail->zeroBytes);
        result["scanned"] = sdbus::Variant(merge.detail->scannedPages);
    }
    return result;
}

} // namespace

std::string programName(const std::string& kernelName, const std::string& exe) {
    if (kernelName.size() != kernelNameLength)
        return kernelName;
    const auto slash = exe.rfind('/');
    const std::string file = slash == std::string::npos ? exe : exe.substr(slash + 1);
    return file.starts_with(kernelName) ? file : kernelName;
}

std::vector<ProcessRow> listProcesses(const ProcessFilter& filter, Engine& engine, UserNames& users,
                                      const MarkAuthors& authors, const std::string& procRoot) {
    const std::unique_ptr<MergeSnapshot> snapshot = engine.snapshot();
    std::vector<ProcessRow> rows;
    for (const pid_t pid : ProcDir::allPids(procRoot)) {
        const auto process = ProcDir::open(pid, procRoot);
        if (!process)
            continue;
        if (auto found = row(*process, filter, *snapshot, users, authors))
            rows.push_back(std::move(*found));
    }
    return rows;
}

} // namespace samepage
