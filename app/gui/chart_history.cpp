// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_history.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

// Turning a wheel asks for a picture, not for each notch.
constexpr auto pause = 150ms;
constexpr auto retry = 10s;
constexpr auto eventPause = 1200ms;
// The chart's own samples go back a quarter of an hour.
constexpr qint64 lifetime = 600 * TimeWindow::second;
constexpr int pointsPerPixel = 2; // a minimum and a maximum
constexpr quint32 mostPoints = 100'000;
constexpr quint32 mostEvents = 2000;

// Up to the present, or to where the chart's own samples begin.
bool reachesPresent(const ChartHistory::Wanted& wanted, qint64 to) {
    return to >= wanted.now ||
           (wanted.liveFrom != 0 && wanted.liveFrom <= to + static_cast<qint64>(ChartSeries::gap));
}

} // namespace

ChartHistory::ChartHistory(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client) {
    timer_.setSingleShot(true);
    eventTimer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ChartHistory::ask);
    connect(&eventTimer_, &QTimer::timeout, this, [this] {
        if (wanted_ && loaded_ && client_.link() == Link::Connected) {
            askForEvents(*wanted_, *loaded_);
        }
    });
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connected) {
            refresh();
        }
    });
    connect(&client_, &ServiceClient::markChanged, this, [this] { eventTimer_.start(eventPause); });
    connect(&client_, &ServiceClient::statusChanged, this,
            [this] { eventTimer_.start(eventPause); });
}

void ChartHistory::want(const Wanted& wanted) {
    const bool otherView = !wanted_ || wanted_->view != wanted.view;
    wanted_ = wanted;
    if (otherView) {
        refresh();
    } else if (isNeeded()) {
        askSoon();
    }
}

void ChartHistory::refresh() {
    stale_ = true;
    error_.reset();
    timer_.stop();
    if (wanted_) {
        timer_.start(0);
    }
}

bool ChartHistory::isNeeded() const {
    if (!wanted_) {
        return false;
    }
    if (stale_ || !loaded_ || loaded_->view != wanted_->view) {
        return true;
    }
    const qint64 width = wanted_->width();
    const bool tooCoarse = !loaded_->complete && width * 10 < loaded_->askedWidth * 7;
    const bool tooFine = width > loaded_->askedWidth * 3;
    // Some of what lies beside it is there before it is moved into sight.
    const qint64 spare = width * 3 / 10;
    const qint64 oldest = wanted_->now - TimeWindow::widest;
    const bool startMissing = std::max(wanted_->from - spare, oldest) < loaded_->from;
    const qint64 end = std::min(wanted_->to + spare, wanted_->now);
    const bool endMissing = end > loaded_->to && !reachesPresent(*wanted_, loaded_->to);
    const bool old = wanted_->now - loaded_->at > lifetime;
    return tooCoarse || tooFine || startMissing || endMissing || old;
}

void ChartHistory::askSoon() {
    if (!asking_ && !timer_.isActive()) {
        const std::chrono::milliseconds passed(sinceAsked_.isValid() ? sinceAsked_.elapsed()
                                                                     : pause.count());
        timer_.start(std::max(pause - passed, 0ms));
    }
}

void ChartHistory::ask() {
    if (asking_ || !wanted_ || !isNeeded() || client_.link() != Link::Connected) {
        return; // the answer, or the connection, asks again
    }
    const Wanted& wanted = *wanted_;
    const qint64 from = std::max<qint64>(wanted.from - wanted.width(), 0);
    const qint64 to = std::clamp(wanted.to + wanted.width(), from, std::max(wanted.now, from));
    const Loaded asked{.view = wanted.view,
                       .from = std::max(from, wanted.now - TimeWindow::widest),
                       .to = to,
                       .askedWidth = wanted.width(),
                       .at = wanted.now,
                       .complete = false};
    const double windows =
        static_cast<double>(to - asked.from) / static_cast<double>(wanted.width());
    const auto maxPoints = static_cast<quint32>(std::clamp(
        windows * std::max(wanted.pixels, 100) * pointsPerPixel, 200.0, double{mostPoints}));
    asking_ = true;
    sinceAsked_.start();
    stale_ = false;
    client_.history(
        {.from = static_cast<quint64>(asked.from),
         .to = static_cast<quint64>(asked.to),
         .maxPoints = maxPoints,
         .metrics = metricsOf(wanted.view)},
        [self = QPointer<ChartHistory>(this), asked, maxPoints](const Reply<Points>& reply) {
            if (self) {
                self->take(asked, maxPoints, reply);
            }
        });
    askForEvents(wanted, asked);
    emit askingChanged();
}

void ChartHistory::take(const Loaded& asked, quint32 maxPoints, const Reply<Points>& reply) {
    asking_ = false;
    emit askingChanged();
    if (!wanted_ || wanted_->view != asked.view) {
        refresh();
        return;
    }
    if (!reply.result) {
        error_ = reply.error;
        timer_.start(retry);
        stale_ = true;
        emit changed();
        return;
    }
    error_.reset();
    const client::HistoryPoints& sent = **reply.result;
    points_ = ChartPoints::ofHistory(asked.view, sent);
    loaded_ = asked;
    const std::size_t count = sent.times.size();
    // Thinned out, it would be at least about half of what was asked for.
    loaded_->complete = count < maxPoints / 3;
    // What is taken together ends where the next begins.
    allowedPause_ = ChartSeries::gap;
    if (!loaded_->complete) {
        allowedPause_ += static_cast<quint64>(asked.to - asked.from) / (maxPoints / 2 - 1);
    }
    emit changed();
    if (isNeeded()) {
        askSoon();
    }
}

void ChartHistory::askForEvents(const Wanted& wanted, const Loaded& part) {
    // So many of the latest are sent: what happened after a part of the past
    // would crowd out what is seen. What reaches the present is not asked for
    // again while time goes on.
    const qint64 to = reachesPresent(wanted, part.to) ? wanted.now + TimeWindow::widest : part.to;
    client_.events(static_cast<quint64>(part.from), static_cast<quint64>(to), mostEvents,
                   [self = QPointer<ChartHistory>(this)](const Reply<Events>& reply) {
                       // Without them the curves are still right.
                       if (self && reply.result) {
                           self->events_ = **reply.result;
                           emit self->changed();
                       }
                   });
}

} // namespace samepage::gui
