// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/process_handle.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <map>
#include <memory>

namespace samepage {

/// Tells when processes exit. Bus thread.
class ExitWatch : public QObject {
public:
    /// Each holds a file descriptor; what would be more is not watched.
    static constexpr std::size_t maxWatched = 4096;

    explicit ExitWatch(std::function<void(ProcessKey)> exited)
        : exited_(std::move(exited)) {}

    /// Keeps the process until it exits or is forgotten.
    void watch(std::shared_ptr<const ProcessHandle> process);
    void forget(ProcessKey key);

private:
    struct Watched {
        std::shared_ptr<const ProcessHandle> process; // outlives the notifier
        std::unique_ptr<QSocketNotifier> notifier;
    };
    std::function<void(ProcessKey)> exited_;
    std::map<ProcessKey, Watched> watched_;
};

} // namespace samepage
