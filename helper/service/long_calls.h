// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/process_handle.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace samepage {

class LongCalls;

/// A call that takes long, from its arrival to its answer.
class LongCall : public std::enable_shared_from_this<LongCall> {
public:
    /// sender: unique name of the caller. name: of the method. processes: that
    /// it is about, if it is about any.
    LongCall(LongCalls& all, std::string sender, std::string name,
             std::vector<ProcessKey> processes);

    [[nodiscard]] const std::string& sender() const noexcept { return sender_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::vector<ProcessKey>& processes() const noexcept { return processes_; }

    // Of the one worker thread that does it. Both throw Failure Cancelled once
    // the call is to end.
    void stopIfCancelled() const;
    /// Tells the caller, but not more often than it can use.
    void report(std::uint64_t donePages, std::uint64_t totalPages);

    void cancel() noexcept { cancelled_ = true; } ///< any thread

private:
    LongCalls& all_;
    const std::string sender_;
    const std::string name_;
    const std::vector<ProcessKey> processes_;
    std::atomic<bool> cancelled_ = false;
    std::optional<std::chrono::steady_clock::time_point> lastReport_;
};

/// The long calls that are under way. Bus thread. Outlives the work.
class LongCalls : public QObject {
public:
    /// Called on the bus thread: how far the call is.
    using Tell = std::function<void(const LongCall& call, std::uint64_t donePages,
                                    std::uint64_t totalPages)>;

    explicit LongCalls(Tell tell)
        : tell_(std::move(tell)) {}

    /// The call is under way for as long as somebody holds it.
    [[nodiscard]] std::shared_ptr<LongCall> begin(std::string sender, std::string name,
                                                  std::vector<ProcessKey> processes);
    /// Tells calls of this caller to end, all of them or those about a process;
    /// how many there were.
    unsigned cancel(const std::string& sender, std::optional<ProcessKey> process);
    unsigned cancelAll();

private:
    friend class LongCall;
    void tell(const std::shared_ptr<const LongCall>& call, std::uint64_t donePages,
              std::uint64_t totalPages);
    template <typename Chosen>
    unsigned cancelIf(const Chosen& chosen);

    Tell tell_;
    std::list<std::weak_ptr<LongCall>> calls_;
};

} // namespace samepage
