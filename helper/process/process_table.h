// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/proc_dir.h"
#include "unique_fd.h"

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace samepage {

/// The processes of this machine, for those who look at all of them again and
/// again: the files of each are held open between two looks, which also keeps
/// its identity, and what seldom changes is read only now and then.
/// Thread-safe; reads /proc, so not for the bus thread.
class ProcessTable {
public:
    /// Fit to be shown: printable().
    struct Program {
        std::string name;
        std::string exe; ///< empty where it cannot be read
        std::string unit;
        std::string container;
    };
    struct Process {
        const ProcDir& dir;
        std::uint64_t startTime; ///< clock ticks after boot
        pid_t ppid;
        ProcUids uids; ///< as they are now, never remembered
        std::string_view state;
        std::uint64_t residentBytes;
        std::shared_ptr<const Program> program;
    };
    using Visit = std::function<void(const Process& process)>;
    using SinceBoot = std::function<std::chrono::nanoseconds()>;

    explicit ProcessTable(std::string procRoot = "/proc", SinceBoot sinceBoot = bootTime);
    ~ProcessTable();
    ProcessTable(const ProcessTable&) = delete;
    ProcessTable& operator=(const ProcessTable&) = delete;

    /// Calls visit for each process that runs, but for kernel threads.
    void each(const Visit& visit);
    /// Nobody looks any more: closes everything.
    void clear();

    /// A program that is started in a process is seen at once, by its name and size. What
    /// does not show so (a move to another control group, a program just like the one
    /// before) is seen within this time; of processes that are younger at once.
    static constexpr std::chrono::seconds rememberedFor{10};

private:
    struct Entry;
    [[nodiscard]] std::shared_ptr<Entry> open(pid_t pid) const;
    [[nodiscard]] std::shared_ptr<Entry> held(pid_t pid);
    void hold(pid_t pid, std::shared_ptr<Entry> entry);
    [[nodiscard]] bool look(Entry& entry, const Visit& visit);
    void read(Entry& entry) const;
    [[nodiscard]] bool isRemembered(const Entry& entry, const ProcStatus& status) const;
    [[nodiscard]] static std::chrono::nanoseconds bootTime();

    const std::string procRoot_;
    const SinceBoot sinceBoot_;
    // Of two descriptors each: a quarter of all. What is beyond is read anew each time.
    const std::size_t maxHeld_;
    std::mutex mutex_;
    std::map<pid_t, std::shared_ptr<Entry>> entries_;
};

} // namespace samepage
