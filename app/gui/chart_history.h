// SPDX-License-Identifier: GPL-2.0-or-later
// The past for the chart, out of the service: asks for what is looked at and
// some of what lies beside it, not more often than needed.
#pragma once

#include "gui/chart_points.h"
#include "gui/service_client.h"
#include "gui/time_window.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace samepage::gui {

class ChartHistory : public QObject {
    Q_OBJECT

public:
    // What the chart shows.
    struct Wanted {
        ChartView view = ChartView::Memory;
        qint64 from = 0;
        qint64 to = 0;
        qint64 now = 0;
        qint64 liveFrom = 0; // from here on the chart has its own samples
        int pixels = 0;      // across

        [[nodiscard]] qint64 width() const { return to - from; }
    };

    // `client` must outlive it.
    explicit ChartHistory(ServiceClient& client, QObject* parent = nullptr);

    void want(const Wanted& wanted);
    // Ask again: something happened, or somebody wants to see another try.
    void refresh();

    // The last answer, also while another one is waited for.
    [[nodiscard]] const ChartPoints& points() const { return points_; }
    [[nodiscard]] const std::vector<client::Event>& events() const { return events_; }
    // A pause up to this before the chart's own samples is none (microseconds).
    [[nodiscard]] quint64 allowedPause() const { return allowedPause_; }
    [[nodiscard]] bool isAsking() const { return asking_; }
    // Why the last question was not answered.
    [[nodiscard]] const std::optional<ClientError>& error() const { return error_; }

signals:
    void changed();
    void askingChanged();

private:
    struct Loaded {
        ChartView view;
        qint64 from;
        qint64 to;
        qint64 askedWidth; // of the chart's window
        qint64 at;
        bool complete; // the service had nothing to leave out
    };

    [[nodiscard]] bool isNeeded() const;
    void askSoon();
    void ask();
    void askForEvents(const Wanted& wanted, const Loaded& part);
    void take(const Loaded& asked, quint32 maxPoints, const Reply<Points>& reply);

    ServiceClient& client_;
    QTimer timer_; // until the next question may be asked
    QTimer eventTimer_;
    QElapsedTimer sinceAsked_;
    std::optional<Wanted> wanted_;
    std::optional<Loaded> loaded_;
    std::optional<ClientError> error_;
    ChartPoints points_;
    std::vector<client::Event> events_;
    quint64 allowedPause_ = ChartSeries::gap;
    bool asking_ = false;
    bool stale_ = false;
};

} // namespace samepage::gui
