// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/explainer.h"

#include <QPointer>

#include <chrono>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

// Walking through the table with the arrow keys asks for nothing.
constexpr auto restTime = 600ms;

} // namespace

Explainer::Explainer(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client) {
    rest_.setSingleShot(true);
    rest_.setInterval(restTime);
    connect(&rest_, &QTimer::timeout, this, &Explainer::send);
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connected && process_ && !explanation_) {
            ask(Prompt::Never);
        }
    });
}

void Explainer::setProcess(const std::optional<ProcessKey>& process) {
    if (process == process_) {
        return;
    }
    drop();
    process_ = process;
    explanation_.reset();
    error_.reset();
    wanted_ = false;
    if (process_) {
        ask(Prompt::Never);
    }
    emit changed();
}

void Explainer::setHeld(bool held) {
    if (held == held_) {
        return;
    }
    held_ = held;
    if (held_) {
        wanted_ = wanted_ || asking_;
        drop();
        emit changed();
    } else if (wanted_ && process_) {
        rest_.start();
    }
}

void Explainer::ask(Prompt prompt) {
    if (!process_) {
        return;
    }
    prompt_ = prompt;
    wanted_ = true;
    if (held_) {
        return;
    }
    if (prompt == Prompt::Allowed) {
        send();
    } else {
        rest_.start();
    }
}

void Explainer::send() {
    if (!process_ || held_ || client_.link() != Link::Connected) {
        return;
    }
    drop();
    wanted_ = false;
    asking_ = true;
    const quint64 number = ++number_;
    client_.explain(
        *process_, prompt_,
        [self = QPointer<Explainer>(this), number](const Reply<client::Explanation>& reply) {
            if (self) {
                self->take(number, reply);
            }
        });
    emit changed();
}

void Explainer::drop() {
    rest_.stop();
    if (asking_ && process_) {
        ++number_;
        asking_ = false;
        client_.cancel(*process_);
    }
}

void Explainer::take(quint64 number, const Reply<client::Explanation>& reply) {
    if (number != number_) {
        return;
    }
    asking_ = false;
    error_ = reply.error;
    if (reply.result) {
        explanation_ = reply.result;
    }
    emit changed();
}

} // namespace samepage::gui
