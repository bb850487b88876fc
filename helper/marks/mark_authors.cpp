// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks/mark_authors.h"

#include "failure.h"
#include "process/proc_dir.h"
#include "text/log.h"
#include "text/printable.h"

#include <QJsonArray>
#include <QString>

#include <algorithm>
#include <utility>

namespace samepage {
namespace {

constexpr int fileVersion = 1;
constexpr auto saveEach = std::chrono::seconds(2);
constexpr std::size_t maxAuthor = 300;

} // namespace

MarkAuthors::MarkAuthors(const std::filesystem::path& directory, std::string procRoot)
    : procRoot_(std::move(procRoot))
    , file_(directory, "marks.json", fileVersion, "The record of who marked what") {
    file_.load([this](const QJsonObject& json) {
        for (const auto& entry : json["processes"].toArray()) {
            const QJsonObject process = entry.toObject();
            const ProcessKey key{
                process["pid"].toInt(),
                static_cast<std::uint64_t>(std::max<qint64>(process["start_time"].toInteger(), 0))};
            if (isThere(key))
                authors_[key] = {process["marked"].toBool(),
                                 printable(process["by"].toString().toStdString(), maxAuthor)};
        }
    });
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
    at->second = std::move(author);
    changed_ = true;
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
    QJsonArray processes;
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(changed_, false))
            return;
        savedAt_ = std::chrono::steady_clock::now();
        for (const auto& [key, author] : authors_)
            processes.append(QJsonObject{{"pid", key.pid},
                                         {"start_time", static_cast<qint64>(key.startTime)},
                                         {"marked", author.marked},
                                         {"by", QString::fromStdString(author.by)}});
    }
    try {
        file_.save({{"processes", processes}});
        troubled_ = false;
    } catch (const Failure& failure) {
        const std::lock_guard lock(mutex_);
        changed_ = true;
        if (!std::exchange(troubled_, true))
            log(LogLevel::Warning, failure.what());
    }
}

} // namespace samepage
