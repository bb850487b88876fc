// SPDX-License-Identifier: GPL-2.0-or-later
#include "made_up_history.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <limits>

namespace samepage::gui {
namespace {

constexpr quint64 second = 1'000'000;
constexpr quint64 hour = 3600 * second;
constexpr quint64 day = 24 * hour;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

quint64 now() {
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

// Hours since the machine was switched on; negative while it is off.
double hoursOn(quint64 usec) {
    const double ofDay = static_cast<double>(usec % day) / static_cast<double>(hour);
    const double on = ofDay - 6;
    const bool lastNight = now() - usec < 16 * hour;
    return lastNight && on < 0 ? on + 24 : on;
}

// Pages that are given up, rising in the morning, with a new level each week.
double sharing(quint64 usec) {
    const double on = hoursOn(usec);
    const double week = static_cast<double>(usec / (7 * day) % 5);
    const double seconds = static_cast<double>(usec) / static_cast<double>(second);
    const double rise = 1 - std::exp(-on / 1.5);
    const double ripple = std::sin(seconds / 4000) * 0.06 + std::sin(seconds / 900) * 0.03;
    return (180'000 + week * 45'000) * rise * (1 + ripple);
}

// Each day begins anew, as the module does.
double scanned(quint64 usec) {
    const double on = hoursOn(usec);
    return on * 3600 * 21'000 + 4e6 * std::sin(on * 3);
}

double valueOf(const std::string& metric, quint64 usec) {
    const double pages = sharing(usec);
    if (metric == "saved_bytes") {
        return pages * 4096;
    }
    if (metric == "pages_sharing") {
        return pages * 0.92;
    }
    if (metric == "ksm_zero_pages") {
        return pages * 0.08;
    }
    if (metric == "pages_shared") {
        return pages / 4;
    }
    if (metric == "pages_unshared") {
        return 700'000 + pages;
    }
    if (metric == "pages_volatile") {
        return 2'000 + pages / 90;
    }
    if (metric == "full_scans") {
        return std::floor(hoursOn(usec) * 3600 / 47);
    }
    if (metric == "scanner_cpu_usec") {
        return scanned(usec) * 7;
    }
    return scanned(usec);
}

} // namespace

client::HistoryPoints madeUpHistory(const HistoryQuery& query) {
    client::HistoryPoints points{.metrics = query.metrics, .times = {}, .values = {}};
    const quint64 first = std::max(query.from, now() - 83 * day);
    if (first >= query.to) {
        for (const std::string& metric : query.metrics) {
            points.values[metric];
        }
        return points;
    }
    const quint64 step = std::max((query.to - first) * 2 / query.maxPoints, second);
    bool off = false;
    for (quint64 usec = first / step * step; usec <= query.to; usec += step) {
        const bool isOff = hoursOn(usec) < 0;
        if (isOff && off) {
            continue;
        }
        off = isOff;
        points.times.push_back(usec);
        for (const std::string& metric : query.metrics) {
            points.values[metric].push_back(
                isOff ? nan : valueOf(metric.substr(0, metric.find('.')), usec));
        }
    }
    return points;
}

std::vector<client::Event> madeUpEvents(quint64 from, quint64 to) {
    std::vector<client::Event> events;
    for (quint64 ago = 82; ago > 0; --ago) {
        const quint64 morning = (now() / day - ago) * day + 6 * hour;
        if (ago % 7 == 3) {
            events.push_back({.usec = morning + hour / 10, .kind = "module-loaded"});
            events.push_back({.usec = morning + hour / 9, .kind = "started"});
        }
        if (ago % 3 == 1) {
            events.push_back({.usec = morning + 3 * hour,
                              .kind = "marked",
                              .pid = static_cast<std::uint32_t>(2000 + ago),
                              .uid = 1000,
                              .name = "firefox-esr"});
        }
    }
    std::erase_if(events,
                  [&](const client::Event& event) { return event.usec < from || event.usec > to; });
    return events;
}

} // namespace samepage::gui
