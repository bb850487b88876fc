// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/long_work.h"
#include "engine/tunables.h"
#include "process/process_handle.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// File name in mainline's KSM directory, or "saved_bytes", to value.
using Counters = std::map<std::string, std::uint64_t>;

/// How the memory of one process is merged.
/// What only the module knows of a process. Of what is mergeable: bytes that are
/// unique so far, that keep changing, and that are the kernel's page of zeroes now;
/// pages looked at since the process is served.
struct MergeDetail {
    std::uint64_t unsharedBytes = 0;
    std::uint64_t volatileBytes = 0;
    std::uint64_t zeroBytes = 0;
    std::uint64_t scannedPages = 0;
};

struct MergeState {
    bool marked = false;    ///< all its memory is mergeable
    bool mergeable = false; ///< some of it is, or was
    std::uint64_t mergedBytes = 0;
    std::uint64_t savedBytes = 0; ///< its fair part of what merging saves
    std::optional<MergeDetail> detail{};
};

struct MarkOptions {
    /// It merges with processes of the same group, whoever's they are, and with
    /// nobody else; 0: as the tunable "domains" says; empty: as it was.
    std::optional<std::uint32_t> group;
};

/// What an engine knew about all processes at one time.
class MergeSnapshot {
public:
    virtual ~MergeSnapshot() = default;
    [[nodiscard]] virtual MergeState of(const ProcDir& process, std::uint64_t startTime) const = 0;
};

/// Most processes in one estimate.
inline constexpr std::size_t maxEstimated = 1024;

/// What finds and merges memory. Calls may block for long and come from
/// several worker threads at the same time; all throw Failure.
class Engine {
public:
    virtual ~Engine() = default;

    /// "module", "builtin" or "none": the D-Bus property Backend.
    [[nodiscard]] virtual std::string backend() const = 0;
    /// Version of the loaded module, or empty.
    [[nodiscard]] virtual std::string moduleVersion() const { return {}; }
    /// Another number each time the module is loaded; 0: it has no such number.
    [[nodiscard]] virtual std::uint64_t instance() const { return 0; }
    [[nodiscard]] virtual bool available() const { return true; }

    [[nodiscard]] virtual bool running() = 0;
    [[nodiscard]] virtual Counters counters() = 0;
    virtual void start() = 0;
    virtual void pause() = 0;
    [[nodiscard]] virtual Tunables tunables() = 0;
    virtual void setTunables(const Tunables& wanted) = 0; ///< all or none: writeTunables()

    /// Whether mark() and unmark() can do anything at all.
    [[nodiscard]] virtual bool canMark() const { return true; }
    virtual void mark(const ProcessHandle& process, const MarkOptions& options) = 0;
    virtual void unmark(const ProcessHandle& process) = 0;
    [[nodiscard]] virtual std::unique_ptr<MergeSnapshot> snapshot() = 0;

    // These take long.
    /// Stops scanning too, also if report ends it early; what is left stays merged then.
    virtual void unmergeAll(const ReportProgress& report) = 0;
    /// Merges what can be merged of a marked process; bytes that it merged.
    virtual std::uint64_t mergeNow(const ProcessHandle& process, const ReportProgress& report) = 0;
    /// Ends the mergeNow() of the process, whoever asked for it; false: there is none.
    virtual bool cancelMerge(const ProcessHandle& process) = 0;
    /// At most maxEstimated processes, each once.
    [[nodiscard]] virtual Estimate estimate(const std::vector<ProcessKey>& processes,
                                            const EstimateOptions& options,
                                            const ReportProgress& report) = 0;
    [[nodiscard]] virtual Explanation explain(const ProcessHandle& process,
                                              const ReportProgress& report) = 0;
};

} // namespace samepage
