// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks/mark_author.h"

#include "text/printable.h"

#include <QString>

namespace samepage {
namespace {

constexpr std::size_t maxAuthor = 300;

} // namespace

QJsonObject toJson(const MarkEntry& entry) {
    const auto& [key, author] = entry;
    return {{"pid", key.pid},
            {"start_time", static_cast<qint64>(key.startTime)},
            {"marked", author.marked},
            {"by", QString::fromStdString(author.by)}};
}

std::optional<MarkEntry> markEntry(const QJsonObject& json) {
    const int pid = json["pid"].toInt();
    const qint64 startTime = json["start_time"].toInteger(-1);
    if (pid <= 0 || startTime < 0)
        return std::nullopt;
    return MarkEntry{
        {pid, static_cast<std::uint64_t>(startTime)},
        {json["marked"].toBool(), printable(json["by"].toString().toStdString(), maxAuthor)}};
}

} // namespace samepage
