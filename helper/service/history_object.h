// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/history.h"
#include "service/options.h"
#include "service/requests.h"
#include "work/strands.h"

#include <samepage/dbus/history_adaptor.h>

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.History. It also has the history
/// written every few seconds.
class HistoryObject final : public QObject, private org::samepage::Samepage1::History_adaptor {
public:
    HistoryObject(sdbus::IObject& object, History& history, Requests& requests, Strands& strands);

private:
    using Times = std::vector<std::uint64_t>;
    using Values = std::map<std::string, std::vector<double>>;
    using EventRow = sdbus::Struct<std::uint64_t, std::string, OptionMap>;

    void Query(sdbus::Result<Times, Values>&& result, std::uint64_t from, std::uint64_t to,
               std::uint32_t maxPoints, std::vector<std::string> metrics) override;
    void Events(sdbus::Result<std::vector<EventRow>>&& result, std::uint64_t from, std::uint64_t to,
                std::uint32_t max, OptionMap options) override;
    void Clear(sdbus::Result<>&& result) override;

    void flush();

    History& history_;
    Requests& requests_;
    Strands& strands_;
    QTimer timer_;
    bool flushing_ = false;
};

} // namespace samepage
