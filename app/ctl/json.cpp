// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/json.h"

#include <QJsonDocument>
#include <QString>

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

} // namespace

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
            {"problem", text(status.problem)},
            {"version", text(status.version)},
            {"module_version", text(status.moduleVersion)},
            {"counters", countersJson(status.counters)}};
}

QJsonObject processJson(const client::ProcessRow& row) {
    return {{"pid", number(row.key.pid)}, {"start_time", number(row.key.startTime)},
            {"ppid", number(row.ppid)},   {"uid", number(row.uid)},
            {"user", text(row.user)},     {"name", text(row.name)},
            {"exe", text(row.exe)},       {"unit", text(row.unit)},
            {"rss", number(row.rss)},     {"merged", number(row.merged)},
            {"saved", number(row.saved)}, {"markable", row.markable},
            {"marked", row.marked},       {"mergeable", row.mergeable}};
}

QJsonArray processesJson(const std::vector<client::ProcessRow>& rows) {
    QJsonArray array;
    for (const client::ProcessRow& row : rows) {
        array.append(processJson(row));
    }
    return array;
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
