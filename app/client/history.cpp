// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/history.h"

namespace samepage::client {
namespace {

template <typename T>
std::optional<T> detail(const Dictionary& details, const char* key) {
    T value{};
    return read(details, "History.Events", key, value) ? std::optional<T>(value) : std::nullopt;
}

} // namespace

void checkHistory(const HistoryPoints& points) {
    for (const std::string& metric : points.metrics) {
        const auto series = points.values.find(metric);
        if (series == points.values.end() || series->second.size() != points.times.size()) {
            throw MalformedReply("The service sent no complete history of " + metric);
        }
    }
}

Event parseEvent(const HistoryEvent& event) {
    const auto& [usec, kind, details] = event;
    return {.usec = usec,
            .kind = kind,
            .pid = detail<std::uint32_t>(details, "pid"),
            .uid = detail<std::uint32_t>(details, "uid"),
            .name = detail<std::string>(details, "name")};
}

} // namespace samepage::client
