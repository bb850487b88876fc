// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/event.h"
#include "process/process_handle.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace samepage {

/// Tells when processes exit. Bus thread.
class ExitWatch : public QObject {
public:
    /// Each holds a file descriptor; what would be more is not watched.
    static constexpr std::size_t maxWatched = 4096;
    /// Nobody's processes use up all of them.
    static constexpr std::size_t maxOfUser = maxWatched / 4;

    explicit ExitWatch(std::function<void(const EventProcess&)> exited)
        : exited_(std::move(exited)) {}

    /// Keeps the process until it exits or is forgotten. what: it is told with.
    void watch(std::shared_ptr<const ProcessHandle> process, EventProcess what);
    void forget(ProcessKey key);

private:
    struct Watched {
        std::shared_ptr<const ProcessHandle> process; // outlives the notifier
        std::unique_ptr<QSocketNotifier> notifier;
        EventProcess what;
    };
    void exited(ProcessKey key);

    std::function<void(const EventProcess&)> exited_;
    std::map<ProcessKey, Watched> watched_;
    std::map<uid_t, std::size_t> countOf_;
};

} // namespace samepage
