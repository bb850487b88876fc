// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_feed.h"

#include <QPointer>

#include <algorithm>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;
using client::ErrorKind;

constexpr std::chrono::milliseconds interval = 1s;
// A service that has to read thousands of processes on a slow machine is not kept at
// that all the time.
constexpr int longestShare = 4; // of the time, one in so many
constexpr std::chrono::milliseconds longestPause = 15s;

bool isConnection(ErrorKind kind) {
    return kind == ErrorKind::BusGone || kind == ErrorKind::HelperNotInstalled ||
           kind == ErrorKind::HelperNotAnswering;
}

// Nobody asked for the others' processes there: they come if that needs no
// password, and else one's own are fine.
bool isModest(Scope scope) {
    return scope == Scope::Marked || scope == Scope::WorthMarking;
}

} // namespace

ProcessFeed::ProcessFeed(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client)
    , pause_(interval) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ProcessFeed::refresh);
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connected && active_ && !paused_) {
            refresh();
        }
    });
}

void ProcessFeed::setScope(Scope scope) {
    if (scope == Scope::AllUsers) {
        ask(scope, Prompt::Allowed, true);
        return;
    }
    scope_ = scope;
    ask(scope, Prompt::Never, isModest(scope));
}

void ProcessFeed::setActive(bool active) {
    if (active_ == active) {
        return;
    }
    active_ = active;
    timer_.stop();
    if (active_ && !paused_) {
        refresh();
    }
}

void ProcessFeed::setPaused(bool paused) {
    if (paused_ == paused) {
        return;
    }
    paused_ = paused;
    timer_.stop();
    if (active_ && !paused_) {
        refresh();
    }
}

void ProcessFeed::refresh() {
    // A question with a password dialog open is not overtaken by the clock.
    if (asking_ || client_.link() != Link::Connected) {
        return;
    }
    ask(scope_, Prompt::Never, scope_ == Scope::AllUsers || (isModest(scope_) && othersToo_));
}

void ProcessFeed::ask(Scope scope, Prompt prompt, bool allUsers) {
    timer_.stop();
    const quint64 number = ++number_;
    sinceAsked_.start();
    const bool wasAsking = asking_;
    asking_ = prompt == Prompt::Allowed;
    if (wasAsking != asking_) {
        emit askingChanged();
    }
    client_.list({.allUsers = allUsers, .markedOnly = scope == Scope::Marked}, prompt,
                 [self = QPointer<ProcessFeed>(this), number, scope, prompt,
                  allUsers](const Reply<Rows>& reply) {
                     if (self) {
                         self->take(number, scope, prompt, allUsers, reply);
                     }
                 });
}

void ProcessFeed::take(quint64 number, Scope scope, Prompt prompt, bool allUsers,
                       const Reply<Rows>& reply) {
    if (number != number_) {
        return;
    }
    if (asking_) {
        asking_ = false;
        emit askingChanged();
    }
    if (reply.result) {
        failing_ = false;
        // What was typed into a password dialog says nothing about the service.
        if (prompt == Prompt::Never) {
            const std::chrono::milliseconds took(sinceAsked_.elapsed());
            pause_ = std::clamp(took * (longestShare - 1), interval - std::min(took, interval / 2),
                                longestPause);
        }
        if (isModest(scope)) {
            othersToo_ = allUsers;
        }
        if (scope_ != scope) {
            scope_ = scope;
            emit scopeChanged(scope);
        }
        emit listed(**reply.result, scope);
        schedule();
        return;
    }
    if (!reply.error) {
        return;
    }

    if (client::isDenial(reply.error->kind) && allUsers) {
        if (isModest(scope)) {
            othersToo_ = false;
            ask(scope, Prompt::Never, false);
            return;
        }
        const bool expired = prompt == Prompt::Never;
        if (scope_ == Scope::AllUsers) {
            scope_ = Scope::Mine;
        }
        emit scopeChanged(scope_);
        emit denied(*reply.error, expired);
        ask(scope_, Prompt::Never, isModest(scope_) && othersToo_);
        return;
    }
    emit scopeChanged(scope_);
    // The same every second is said once.
    if (!isConnection(reply.error->kind) && !failing_) {
        failing_ = true;
        emit failed(*reply.error);
    }
    schedule();
}

void ProcessFeed::schedule() {
    if (active_ && !paused_) {
        timer_.start(pause_);
    }
}

} // namespace samepage::gui
