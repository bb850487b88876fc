// SPDX-License-Identifier: GPL-2.0-or-later
// What --json prints. Key names are part of samepagectl's interface.
#pragma once

#include "client/client_error.h"
#include "client/dictionary.h"
#include "client/long_results.h"
#include "client/process_row.h"
#include "ctl/events_format.h"
#include "ctl/history_format.h"
#include "ctl/proxies.h"
#include "ctl/service_status.h"
#include "ctl/watch_format.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samepage::ctl {

[[nodiscard]] QJsonObject countersJson(const CounterMap& counters);
[[nodiscard]] QJsonObject statusJson(const ServiceStatus& status);
[[nodiscard]] QJsonObject processJson(const client::ProcessRow& row);
[[nodiscard]] QJsonArray processesJson(const std::vector<client::ProcessRow>& rows);
[[nodiscard]] QJsonObject historyJson(const HistoryPoints& points); // null where nothing is known
// An a{sv} of the service. Numbers above 2^63 become inexact, as JSON's often
// are; what is neither number, text nor truth is null.
[[nodiscard]] QJsonObject dictionaryJson(const client::Dictionary& values);
[[nodiscard]] QJsonArray eventsJson(const std::vector<HistoryEvent>& events);
// Without rates they are null.
[[nodiscard]] QJsonObject watchJson(std::uint64_t usec, const CounterMap& counters,
                                    const std::optional<Rates>& rates);
[[nodiscard]] QJsonObject mergedJson(std::uint32_t pid, std::uint64_t newlyMerged);
[[nodiscard]] QJsonObject cancelledJson(std::uint32_t pid, std::uint32_t cancelled);
[[nodiscard]] QJsonObject estimateJson(const client::Estimate& estimate);
[[nodiscard]] QJsonObject explanationJson(std::uint32_t pid,
                                          const client::Explanation& explanation);
// `name` of the D-Bus error may be empty.
[[nodiscard]] QJsonObject errorJson(const std::string& name, const std::string& message);

// The document as text with a newline at its end: indented, or on one line.
[[nodiscard]] std::string jsonText(const QJsonObject& object);
[[nodiscard]] std::string jsonText(const QJsonArray& array);
[[nodiscard]] std::string jsonLine(const QJsonObject& object);

} // namespace samepage::ctl
