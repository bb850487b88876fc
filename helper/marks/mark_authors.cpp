// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks/mark_authors.h"

#include "failure.h"
#include "process/proc_dir.h"
#include "text/log.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace samepage {
namespace {

constexpr int fileVersion = 1;
constexpr auto saveEach = std::chrono::seconds(2);
constexpr std::size_t journalFrom = 256;

} // namespace

MarkAuthors::MarkAuthors(const std::filesystem::path& directory, std::string procRoot)
    : procRoot_(std::move(procRoot))
    , kept_(!directory.empty())
    , file_(directory, "marks.json", fileVersion, "The record of who marked what")
    , journal_(directory) {
    if (!kept_)
        return;
    const auto use = [this](const MarkEntry& entry) {
        if (isThere(entry.first))
            authors_[entry.first] = entry.second;
    };
    file_.load([&](const QJsonObject& json) {
        for (const auto& value : json["processes"].toArray()) {
            if (const auto entry = markEntry(value.toObject()))
                use(*entry);
        }
    });
    journal_.replay(use);
}

bool MarkAuthors::isThere(ProcessKey process) const {
    const auto directory = ProcDir::open(process.pid, procRoot_);
    const auto stat = directory ? directory->stat() : std::nullopt;
    return stat && stat->startTime == process.startTime && !stat->hasExited();
}

std::optional<MarkAuthors::Author> MarkAuthors::of(ProcessKey process) const {
    const std::lock_guard lock(mutex_);
    const auto found = authors_.find(process);
    return found == authors_.end() ? std::nullopt : std::optional(found->second);
}

void MarkAuthors::set(ProcessKey process, Author author) {
    const std::lock_guard lock(mutex_);
    const auto [at, added] = authors_.try_emplace(process, author);
    if (!added && at->second == author)
        return;
    at->second = author;
    if (kept_)
        changed_[process] = std::move(author);
    if (authors_.size() >= pruneAt_)
        prune();
}

std::vector<ProcessKey> MarkAuthors::marked() const {
    const std::lock_guard lock(mutex_);
    std::vector<ProcessKey> processes;
    for (const auto& [key, author] : authors_) {
        if (author.marked)
            processes.push_back(key);
    }
    return processes;
}

/// Looking at all of them is cheap enough each time their number has doubled.
void MarkAuthors::prune() {
    std::erase_if(authors_, [this](const auto& entry) { return !isThere(entry.first); });
    pruneAt_ = std::max(pruneFrom, 2 * authors_.size());
}

void MarkAuthors::saveSometimes() {
    const auto now = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        if (now - savedAt_ < saveEach)
            return;
    }
    save();
}

void MarkAuthors::save() {
    const std::lock_guard saving(saving_);
    std::vector<MarkEntry> changed;
    bool tooLong = false;
    {
        const std::lock_guard lock(mutex_);
        if (changed_.empty())
            return; // whoever saved before this one has written it
        changed.assign(changed_.begin(), changed_.end());
        changed_.clear();
        savedAt_ = std::chrono::steady_clock::now();
        tooLong = journal_.lines() + changed.size() > std::max(journalFrom, 2 * authors_.size());
    }
    if (!tooLong && journal_.append(changed))
        return;
    try {
        writeAll();
        troubled_ = false;
    } catch (const Failure& failure) {
        const std::lock_guard lock(mutex_);
        changed_.insert(changed.begin(), changed.end()); // but for what is newer
        if (!std::exchange(troubled_, true))
            log(LogLevel::Warning, failure.what());
    }
}

void MarkAuthors::writeAll() {
    QJsonArray processes;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& entry : authors_)
            processes.append(toJson(entry));
    }
    file_.save({{"processes", processes}});
    journal_.clear();
}

} // namespace samepage
