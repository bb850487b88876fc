// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/exit_watch.h"

#include <utility>

namespace samepage {

void ExitWatch::watch(std::shared_ptr<const ProcessHandle> process) {
    const ProcessKey key = process->key();
    if (watched_.contains(key) || watched_.size() >= maxWatched)
        return;
    // A pidfd becomes readable when its process exits.
    auto notifier = std::make_unique<QSocketNotifier>(process->pidfd(), QSocketNotifier::Read);
    connect(
        notifier.get(), &QSocketNotifier::activated, this,
        [this, key] {
            forget(key);
            exited_(key);
        },
        Qt::QueuedConnection); // the notifier is gone afterwards
    watched_.emplace(key, Watched{std::move(process), std::move(notifier)});
}

void ExitWatch::forget(ProcessKey key) {
    watched_.erase(key);
}

} // namespace samepage
