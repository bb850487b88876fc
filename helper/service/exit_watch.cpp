// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/exit_watch.h"

namespace samepage {

void ExitWatch::watch(std::shared_ptr<const ProcessHandle> process, EventProcess what) {
    const ProcessKey key = process->key();
    const auto count = countOf_.find(what.uid);
    if (watched_.contains(key) || watched_.size() >= maxWatched ||
        (count != countOf_.end() && count->second >= maxOfUser))
        return;
    // A pidfd becomes readable when its process exits.
    auto notifier = std::make_unique<QSocketNotifier>(process->pidfd(), QSocketNotifier::Read);
    connect(
        notifier.get(), &QSocketNotifier::activated, this, [this, key] { exited(key); },
        Qt::QueuedConnection); // the notifier is gone afterwards
    ++countOf_[what.uid];
    watched_.emplace(key, Watched{std::move(process), std::move(notifier), std::move(what)});
}

void ExitWatch::exited(ProcessKey key) {
    const auto found = watched_.find(key);
    if (found == watched_.end())
        return; // forgotten meanwhile
    const EventProcess what = found->second.what;
    forget(key);
    exited_(what);
}

void ExitWatch::forget(ProcessKey key) {
    const auto found = watched_.find(key);
    if (found == watched_.end())
        return;
    if (const auto count = countOf_.find(found->second.what.uid); --count->second == 0)
        countOf_.erase(count);
    watched_.erase(found);
}

} // namespace samepage
