// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/idle_estimates.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>

#include <algorithm>
#include <memory>
#include <utility>

namespace samepage::gui {
namespace {

bool isInput(QEvent::Type type) {
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        return true;
    default:
        return false;
    }
}

} // namespace

IdleEstimates::IdleEstimates(ServiceClient& client, ProcessModel& model, Surroundings surroundings,
                             QObject* parent)
    : QObject(parent)
    , client_(client)
    , model_(model)
    , surroundings_(std::move(surroundings)) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &IdleEstimates::look);
    connect(&client_, &ServiceClient::linkChanged, this, &IdleEstimates::reconsider);
    connect(&client_, &ServiceClient::statusChanged, this, &IdleEstimates::reconsider);
}

void IdleEstimates::setWanted(bool wanted) {
    if (wanted == wanted_) {
        return;
    }
    wanted_ = wanted;
    // Nobody else pays for looking at all events.
    if (wanted_) {
        QCoreApplication::instance()->installEventFilter(this);
    } else {
        QCoreApplication::instance()->removeEventFilter(this);
    }
    reconsider();
}

void IdleEstimates::setActive(bool active) {
    if (active != active_) {
        active_ = active;
        reconsider();
    }
}

bool IdleEstimates::isPossible() const {
    return wanted_ && active_ && client_.link() == Link::Connected &&
           client::canMark(client_.status());
}

void IdleEstimates::reconsider() {
    if (!isPossible()) {
        drop();
    } else if (!asking_ && !timer_.isActive()) {
        timer_.start(pace_.quiet);
    }
}

void IdleEstimates::interrupt() {
    drop();
    if (isPossible()) {
        timer_.start(pace_.quiet);
    }
}

bool IdleEstimates::eventFilter(QObject* watched, QEvent* event) {
    if (isInput(event->type())) {
        interrupt();
    }
    return QObject::eventFilter(watched, event);
}

void IdleEstimates::look() {
    if (!isPossible()) {
        return;
    }
    if (!surroundings_.isFree() || !onMainsPower(powerSupplies_)) {
        timer_.start(pace_.quiet);
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(asked_, [&](const auto& entry) { return now - entry.second >= pace_.again; });
    const std::vector<ProcessRow> rows = surroundings_.onScreen();
    const auto next = std::ranges::find_if(rows, [this](const ProcessRow& row) {
        return client::isYetToMark(row) && !model_.estimate(row.key) && !asked_.contains(row.key);
    });
    if (next == rows.end()) {
        timer_.start(pace_.nothing);
        return;
    }
    asked_.emplace(next->key, now);
    ask(*next);
}

void IdleEstimates::ask(const ProcessRow& process) {
    asking_ = process.key;
    client_.estimate({.processes = {process.key}, .oneIn = oneIn}, Prompt::Never,
                     [self = QPointer<IdleEstimates>(this), number = ++number_,
                      savedBefore = process.saved](const Reply<client::Estimate>& reply) {
                         if (self) {
                             self->take(number, savedBefore, reply);
                         }
                     });
}

void IdleEstimates::take(quint64 number, quint64 savedBefore,
                         const Reply<client::Estimate>& reply) {
    const auto process = number == number_ ? std::exchange(asking_, std::nullopt) : std::nullopt;
    if (!process) {
        return;
    }
    if (reply.result) {
        model_.addEstimate(std::make_shared<const GroupEstimate>(GroupEstimate{
            .processes = {*process}, .estimate = *reply.result, .savedBefore = savedBefore}));
    }
    if (isPossible()) {
        timer_.start(pace_.between);
    }
}

void IdleEstimates::drop() {
    timer_.stop();
    if (const auto process = std::exchange(asking_, std::nullopt)) {
        ++number_;
        client_.cancel(*process);
    }
}

} // namespace samepage::gui
