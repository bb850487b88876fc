// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/process_table.h"

#include "process/container.h"
#include "process/program_name.h"
#include "text/printable.h"

#include <unistd.h>

#include <ctime>
#include <set>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace samepage {
namespace {

constexpr std::size_t maxName = 256;

std::size_t openFileLimit() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

} // namespace

struct ProcessTable::Entry {
    Entry(ProcDir openDir, const ProcStat& stat)
        : dir(std::move(openDir))
        , startTime(stat.startTime)
        , kernelThread(stat.isKernelThread()) {
        if (!kernelThread)
            status = dir.openStatus();
    }

    const ProcDir dir;
    const std::uint64_t startTime;
    const bool kernelThread;
    UniqueFd status;

    std::mutex mutex; // of what follows
    std::chrono::nanoseconds readAt{};
    std::string rawName;
    std::string code;
    ProcUids uids;
    std::shared_ptr<const Program> program;
};

ProcessTable::ProcessTable(std::string procRoot, SinceBoot sinceBoot)
    : procRoot_(std::move(procRoot))
    , sinceBoot_(std::move(sinceBoot))
    , maxHeld_(openFileLimit() / 8) {}

ProcessTable::~ProcessTable() = default;

std::chrono::nanoseconds ProcessTable::bootTime() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

std::shared_ptr<ProcessTable::Entry> ProcessTable::open(pid_t pid) const {
    auto dir = ProcDir::open(pid, procRoot_);
    const auto stat = dir ? dir->stat() : std::nullopt;
    return stat ? std::make_shared<Entry>(std::move(*dir), *stat) : nullptr;
}

void ProcessTable::each(const Visit& visit) {
    const std::vector<pid_t> pids = ProcDir::allPids(procRoot_);
    for (const pid_t pid : pids) {
        std::shared_ptr<Entry> entry = held(pid);
        if (entry && look(*entry, visit))
            continue;
        // It is new, or has exited and another one has its pid.
        entry = open(pid);
        hold(pid, entry && look(*entry, visit) ? std::move(entry) : nullptr);
    }
    const std::set<pid_t> there(pids.begin(), pids.end());
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& one) { return !there.contains(one.first); });
}

std::shared_ptr<ProcessTable::Entry> ProcessTable::held(pid_t pid) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(pid);
    return found == entries_.end() ? nullptr : found->second;
}

/// Null: not any more.
void ProcessTable::hold(pid_t pid, std::shared_ptr<Entry> entry) {
    const std::lock_guard lock(mutex_);
    if (!entry)
        entries_.erase(pid);
    else if (entries_.size() < maxHeld_)
        entries_[pid] = std::move(entry);
}

/// False: it is gone.
bool ProcessTable::look(Entry& entry, const Visit& visit) {
    if (entry.kernelThread)
        return entry.dir.exists();
    const std::string text = readAgain(entry.status.get());
    const auto status = parseStatus(text);
    if (!status)
        return false;
    std::shared_ptr<const Program> program;
    {
        const std::lock_guard lock(entry.mutex);
        if (!isRemembered(entry, *status)) {
            read(entry);
            entry.readAt = sinceBoot_();
            entry.rawName = status->name;
            entry.code = status->code;
            entry.uids = status->uids;
        }
        program = entry.program;
    }
    if (!program)
        return false;
    visit({entry.dir, entry.startTime, status->ppid, status->uids, processStateName(status->state),
           status->residentBytes, program});
    return true;
}

bool ProcessTable::isRemembered(const Entry& entry, const ProcStatus& status) const {
    static const long ticksPerSecond = ::sysconf(_SC_CLK_TCK);
    const std::chrono::duration<double> started(static_cast<double>(entry.startTime) /
                                                static_cast<double>(ticksPerSecond));
    const auto now = sinceBoot_();
    // Not all of them have their turn in the same look.
    const auto turn = rememberedFor - std::chrono::seconds(entry.dir.pid() % 5);
    return entry.program && now - entry.readAt < turn && now - started >= rememberedFor &&
           entry.rawName == status.name && entry.code == status.code && entry.uids == status.uids;
}

void ProcessTable::read(Entry& entry) const {
    const auto stat = entry.dir.stat();
    if (!stat || stat->hasExited()) {
        entry.program.reset();
        return;
    }
    const std::string exe = entry.dir.exe();
    const std::string cgroup = entry.dir.cgroup();
    entry.program = std::make_shared<const Program>(
        Program{printable(programName(stat->name, exe), maxName), printable(exe),
                printable(unitOfCgroup(cgroup), maxName), printable(containerOf(cgroup), maxName)});
}

void ProcessTable::clear() {
    std::map<pid_t, std::shared_ptr<Entry>> closing;
    const std::lock_guard lock(mutex_);
    entries_.swap(closing);
}

} // namespace samepage
