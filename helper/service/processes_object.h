// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "bus/callers.h"
#include "engine/engine_host.h"
#include "history/event.h"
#include "marks/mark_authors.h"
#include "process/process_handle.h"
#include "process/process_table.h"
#include "process/user_names.h"
#include "service/audience.h"
#include "service/exit_watch.h"
#include "service/long_calls.h"
#include "service/options.h"
#include "service/process_list.h"
#include "service/requests.h"
#include "service/target.h"
#include "service/variants.h"

#include <samepage/dbus/processes_adaptor.h>

#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.Processes.
class ProcessesObject final : private org::samepage::Samepage1::Processes_adaptor {
public:
    ProcessesObject(sdbus::IObject& object, EngineHost& engines, MarkAuthors& authors,
                    Requests& requests, Callers& callers, Audience& audience);

    /// They fail with Cancelled.
    void cancelLongCalls() { longCalls_.cancelAll(); }

    /// For the history; called on the bus thread with "marked" or "unmarked".
    using EventHandler = std::function<void(const std::string& kind, const EventProcess& process)>;
    void onEvent(EventHandler handler) { onEvent_ = std::move(handler); }

    /// A process was marked, or unmarked, by what is no call.
    void changed(bool marked, std::shared_ptr<const ProcessHandle> process,
                 const EventProcess& what);
    /// It is marked since before the service was started: tell when it exits.
    void watch(std::shared_ptr<const ProcessHandle> process, const EventProcess& what) {
        exits_.watch(std::move(process), what);
    }

private:
    // The answer is written by appendRows(); this type is what the generated code wants.
    using ListedProcesses = std::vector<std::map<std::string, sdbus::Variant>>;
    void List(sdbus::Result<ListedProcesses>&& result, OptionMap options) override;
    void Mark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
              OptionMap options) override;
    void MarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd, OptionMap options) override;
    void Unmark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
                OptionMap options) override;
    void UnmarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd, OptionMap options) override;

    void MergeNow(sdbus::Result<VariantMap>&& result, std::uint32_t pid, std::uint64_t startTime,
                  OptionMap options) override;
    void Estimate(sdbus::Result<VariantMap>&& result,
                  std::vector<sdbus::Struct<std::uint32_t, std::uint64_t>> processes,
                  OptionMap options) override;
    void Explain(sdbus::Result<VariantMap>&& result, std::uint32_t pid, std::uint64_t startTime,
                 OptionMap options) override;
    void Cancel(sdbus::Result<std::uint32_t>&& result, std::uint32_t pid, std::uint64_t startTime,
                OptionMap options) override;

    using OpenProcess = std::function<ProcessHandle()>;
    void setMark(sdbus::Result<>&& result, bool mark, const OptionMap& options,
                 const OpenProcess& open);

    /// A long call, in the steps of Request.
    struct LongRequest {
        std::string name; ///< of the method
        std::string what;
        bool quiet = false;
        std::vector<ProcessKey> processes;
        std::function<void(uid_t)> prepare;
        std::function<std::optional<Question>(uid_t)> question;
        std::function<VariantMap(Engine&, const ReportProgress&)> work;
    };
    void submitLong(sdbus::Result<VariantMap>&& result, LongRequest asked);
    // Of one process, which it fills in.
    using AskAboutTarget = std::function<std::optional<Question>(const Target&, uid_t)>;
    using WorkOnTarget =
        std::function<VariantMap(Engine&, const ProcessHandle&, const ReportProgress&)>;
    void submitLong(sdbus::Result<VariantMap>&& result, std::uint32_t pid, std::uint64_t startTime,
                    const OptionMap& options, LongRequest asked, const AskAboutTarget& question,
                    WorkOnTarget work);
    void cancelMerge(sdbus::Result<std::uint32_t>&& result, ProcessHandle process);
    /// To those who may know: Marked, Unmarked or Exited.
    void tellOf(const char* signal, const EventProcess& process);
    void tellProgress(const LongCall& call, std::uint64_t donePages, std::uint64_t totalPages);

    sdbus::IObject& object_;
    EngineHost& engines_;
    MarkAuthors& authors_;
    Requests& requests_;
    Audience& audience_;
    UserNames users_;
    ProcessTable table_;
    QTimer forgetTable_;
    ExitWatch exits_;
    EventHandler onEvent_ = [](const std::string&, const EventProcess&) {};
    LongCalls longCalls_;
    std::uint64_t lastLongCall_ = 0; // numbers them
};

} // namespace samepage
