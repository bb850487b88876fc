// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/json.h"

#include <QJsonDocument>
#include <QString>

#include <cmath>
#include <limits>

namespace samepage::ctl {
namespace {

// Bytes that are not UTF-8 become U+FFFD, so the output is valid for any name.
QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

// QJsonValue keeps whole numbers up to 2^63: far above any size or counter.
qint64 number(std::uint64_t value) {
    return static_cast<qint64>(value);
}

// Null for a type that the service sends nowhere.
QJsonValue variantJson(const sdbus::Variant& value) {
    if (value.containsValueOfType<bool>()) {
        return value.get<bool>();
    }
    if (value.containsValueOfType<std::uint32_t>()) {
        return number(value.get<std::uint32_t>());
    }
    if (value.containsValueOfType<std::uint64_t>()) {
        const auto whole = value.get<std::uint64_t>();
        return whole > std::uint64_t{std::numeric_limits<qint64>::max()}
                   ? QJsonValue(static_cast<double>(whole))
                   : QJsonValue(number(whole));
    }
    if (value.containsValueOfType<double>()) {
        return value.get<double>();
    }
    return value.containsValueOfType<std::string>() ? QJsonValue(text(value.get<std::string>()))
                                                    : QJsonValue();
}

} // namespace

QJsonObject dictionaryJson(const client::Dictionary& values) {
    QJsonObject object;
    for (const auto& [name, value] : values) {
        object[text(name)] = variantJson(value);
    }
    return object;
}

QJsonObject countersJson(const CounterMap& counters) {
    QJsonObject object;
    for (const auto& [name, value] : counters) {
        object[text(name)] = number(value);
    }
    return object;
}

QJsonObject statusJson(const ServiceStatus& status) {
    return {{"backend", text(status.backend)},
            {"state", text(status.state)},
            {"explanation", text(status.explanation)},
            {"rules_explanation", text(status.rulesExplanation)},
            {"problem", text(status.problem)},
            {"version", text(status.version)},
            {"module_version", text(status.moduleVersion)},
            {"counters", countersJson(status.counters)}};
}

QJsonObject processJson(const client::ProcessRow& row) {
    return {{"pid", number(row.key.pid)},
            {"start_time", number(row.key.startTime)},
            {"ppid", number(row.ppid)},
            {"uid", number(row.uid)},
            {"user", text(row.user)},
            {"name", text(row.name)},
            {"exe", text(row.exe)},
            {"unit", text(row.unit)},
            {"container", text(row.container)},
            {"state", text(row.state)},
            {"rss", number(row.rss)},
            {"merged", number(row.merged)},
            {"saved", number(row.saved)},
            {"markable", row.markable},
            {"marked", row.marked},
            {"mergeable", row.mergeable},
            {"marked_by", text(row.markedBy)}};
}

QJsonArray processesJson(const std::vector<client::ProcessRow>& rows) {
    QJsonArray array;
    for (const client::ProcessRow& row : rows) {
        array.append(processJson(row));
    }
    return array;
}

QJsonObject historyJson(const HistoryPoints& points) {
    QJsonArray times;
    for (const std::uint64_t usec : points.times) {
        times.append(number(usec));
    }
    QJsonObject values;
    for (const std::string& name : points.metrics) {
        QJsonArray series;
        for (const double value : points.values.at(name)) {
            series.append(std::isnan(value) ? QJsonValue() : QJsonValue(value));
        }
        values[text(name)] = series;
    }
    return {{"times", times}, {"values", values}};
}

QJsonArray eventsJson(const std::vector<HistoryEvent>& events) {
    QJsonArray array;
    for (const auto& [usec, kind, details] : events) {
        array.append(QJsonObject{
            {"usec", number(usec)}, {"kind", text(kind)}, {"details", dictionaryJson(details)}});
    }
    return array;
}

QJsonObject watchJson(std::uint64_t usec, const CounterMap& counters,
                      const std::optional<Rates>& rates) {
    return {{"usec", number(usec)},
            {"counters", countersJson(counters)},
            {"scanned_per_second", rates ? QJsonValue(rates->scanned) : QJsonValue()},
            {"merged_per_second", rates ? QJsonValue(rates->merged) : QJsonValue()}};
}

QJsonObject mergedJson(std::uint32_t pid, std::uint64_t newlyMerged) {
    return {{"pid", number(pid)}, {"newly_merged", number(newlyMerged)}};
}

QJsonObject cancelledJson(std::uint32_t pid, std::uint32_t cancelled) {
    return {{"pid", number(pid)}, {"cancelled", number(cancelled)}};
}

QJsonObject estimateJson(const client::Estimate& estimate) {
    return {{"saved", number(estimate.saved)},
            {"within", number(estimate.within)},
            {"merged", number(estimate.merged)},
            {"others", number(estimate.others)},
            {"zero", number(estimate.zero)},
            {"error", number(estimate.error)},
            {"looked_pages", number(estimate.lookedPages)},
            {"changed_pages", number(estimate.changedPages)},
            {"sample", number(estimate.sample)},
            {"processes", number(estimate.processes)}};
}

QJsonObject explanationJson(std::uint32_t pid, const client::Explanation& explanation) {
    return {{"pid", number(pid)},
            {"resident", number(explanation.resident)},
            {"reasons", countersJson(explanation.reasons)}};
}

QJsonObject errorJson(const std::string& name, const std::string& message) {
    return {{"name", text(name)}, {"message", text(message)}};
}

std::string jsonText(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

std::string jsonText(const QJsonArray& array) {
    return QJsonDocument(array).toJson(QJsonDocument::Indented).toStdString();
}

std::string jsonLine(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + "\n";
}

} // namespace samepage::ctl
