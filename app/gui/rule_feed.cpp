// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_feed.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

constexpr auto countInterval = 5s;

// "rule:12"
std::optional<quint32> ruleOf(const std::string& markedBy) {
    const QString text = QString::fromStdString(markedBy);
    if (!text.startsWith(QLatin1String("rule:"))) {
        return std::nullopt;
    }
    bool isNumber = false;
    const quint32 id = text.mid(5).toUInt(&isNumber);
    return isNumber ? std::optional(id) : std::nullopt;
}

} // namespace

RuleFeed::RuleFeed(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client)
    , countTimer_(this) {
    countTimer_.setSingleShot(true);
    connect(&countTimer_, &QTimer::timeout, this, &RuleFeed::count);
    connect(&client_, &ServiceClient::rulesChanged, this, [this] {
        if (active_) {
            read(Prompt::Never);
        }
    });
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connected && active_) {
            read(asked_ ? Prompt::Never : Prompt::Allowed);
        } else {
            emit changed();
        }
    });
}

void RuleFeed::setActive(bool active) {
    if (active_ == active) {
        return;
    }
    active_ = active;
    countTimer_.stop();
    if (active_ && client_.link() == Link::Connected) {
        read(rules_ && !error_ ? Prompt::Never : Prompt::Allowed);
    }
}

void RuleFeed::ask() {
    if (client_.link() == Link::Connected) {
        read(Prompt::Allowed);
    } else {
        client_.reconnect();
    }
}

const client::Rule* RuleFeed::find(quint32 id) const {
    if (!rules_) {
        return nullptr;
    }
    const auto found = std::ranges::find(*rules_, id, &client::Rule::id);
    return found == rules_->end() ? nullptr : &*found;
}

std::optional<int> RuleFeed::processesOf(quint32 id) const {
    return counts_ ? std::optional(counts_->value(id)) : std::nullopt;
}

void RuleFeed::read(Prompt prompt) {
    asked_ = asked_ || prompt == Prompt::Allowed;
    reading_ = true;
    emit changed();
    client_.listRules(
        prompt, [self = QPointer<RuleFeed>(this), number = ++number_](const Reply<Rules>& reply) {
            if (self && number == self->number_) {
                self->take(reply);
            }
        });
}

void RuleFeed::take(const Reply<Rules>& reply) {
    reading_ = false;
    error_ = reply.error;
    if (reply.result) {
        rules_ = reply.result;
        count();
    }
    emit changed();
}

void RuleFeed::count() {
    if (counting_ || !active_ || client_.link() != Link::Connected) {
        return;
    }
    counting_ = true;
    client_.list({.allUsers = true, .markedOnly = true}, Prompt::Never,
                 [self = QPointer<RuleFeed>(this)](const Reply<Rows>& reply) {
                     if (self) {
                         self->takeCounts(reply);
                     }
                 });
}

void RuleFeed::takeCounts(const Reply<Rows>& reply) {
    counting_ = false;
    if (reply.result) {
        counts_.emplace();
        for (const ProcessRow& row : **reply.result) {
            if (const auto id = ruleOf(row.markedBy)) {
                ++(*counts_)[*id];
            }
        }
    } else {
        counts_.reset();
    }
    if (active_) {
        countTimer_.start(countInterval);
    }
    emit countsChanged();
}

} // namespace samepage::gui
