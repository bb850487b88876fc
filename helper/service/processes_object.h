// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"
#include "process/process_handle.h"
#include "process/user_names.h"
#include "service/exit_watch.h"
#include "service/options.h"
#include "service/process_list.h"
#include "service/requests.h"

#include <samepage/dbus/processes_adaptor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.Processes.
class ProcessesObject final : private org::samepage::Samepage1::Processes_adaptor {
public:
    ProcessesObject(sdbus::IObject& object, EngineHost& engines, Requests& requests);

private:
    void List(sdbus::Result<std::vector<ProcessRow>>&& result, OptionMap options) override;
    void Mark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
              OptionMap options) override;
    void MarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd, OptionMap options) override;
    void Unmark(sdbus::Result<>&& result, std::uint32_t pid, std::uint64_t startTime,
                OptionMap options) override;
    void UnmarkPidfd(sdbus::Result<>&& result, sdbus::UnixFd pidfd, OptionMap options) override;

    using OpenProcess = std::function<ProcessHandle()>;
    void setMark(sdbus::Result<>&& result, bool mark, const OptionMap& options,
                 const OpenProcess& open);

    EngineHost& engines_;
    Requests& requests_;
    UserNames users_;
    ExitWatch exits_;
};

} // namespace samepage
