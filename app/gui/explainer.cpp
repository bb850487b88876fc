// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/explainer.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

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
        if (link == Link::Connected && !explanation()) {
            ask(Prompt::Never);
        }
    });
}

void Explainer::setProcesses(std::vector<ProcessKey> processes) {
    std::ranges::sort(processes);
    if (processes == processes_) {
        return;
    }
    processes_ = std::move(processes);
    const auto wanted = [this](const ProcessKey& key) {
        return std::ranges::binary_search(processes_, key);
    };
    if (current_ && !wanted(*current_)) {
        drop();
    }
    std::erase_if(answers_, [&](const auto& answer) { return !wanted(answer.first); });
    const std::set<ProcessKey> queued(queue_.begin(), queue_.end());
    queue_.clear();
    std::ranges::copy_if(processes_, std::back_inserter(queue_), [this](const ProcessKey& key) {
        return !answers_.contains(key) && key != current_;
    });
    const auto unasked = std::ranges::count_if(
        queue_, [&queued](const ProcessKey& key) { return !queued.contains(key); });
    waits_ = std::cmp_greater(unasked, mostUnasked);
    if (waits_) {
        drop();
        queue_.clear();
    }
    prompt_ = Prompt::Never; // a password was wanted for those that were selected then
    if (!current_) {
        rest_.stop();
        if (!queue_.empty() && !held_) {
            rest_.start();
        }
    }
    emit changed();
}

void Explainer::setHeld(bool held) {
    if (held == held_) {
        return;
    }
    held_ = held;
    if (held_) {
        if (const std::optional<ProcessKey> asked = current_) {
            drop();
            queue_.push_front(*asked);
        }
        rest_.stop();
        emit changed();
    } else if (!queue_.empty()) {
        rest_.start();
    }
}

void Explainer::ask(Prompt prompt) {
    if (processes_.empty() || (waits_ && prompt == Prompt::Never)) {
        return;
    }
    waits_ = false;
    prompt_ = prompt;
    drop();
    queue_.assign(processes_.begin(), processes_.end());
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
    if (queue_.empty() || held_ || client_.link() != Link::Connected) {
        return;
    }
    drop();
    current_ = queue_.front();
    queue_.pop_front();
    const quint64 number = ++number_;
    client_.explain(*current_, prompt_,
                    [self = QPointer<Explainer>(this), number](const Answer& reply) {
                        if (self) {
                            self->take(number, reply);
                        }
                    });
    emit changed();
}

void Explainer::drop() {
    rest_.stop();
    if (current_) {
        ++number_;
        const auto asked = *current_;
        current_.reset();
        client_.cancel(asked);
    }
}

void Explainer::take(quint64 number, const Answer& reply) {
    if (number != number_ || !current_) {
        return;
    }
    Answer& answer = answers_[*current_];
    current_.reset();
    answer.error = reply.error;
    // What was known stays, should it be refused now.
    if (reply.result) {
        answer.result = reply.result;
    }
    if (reply.error && client::isDenial(reply.error->kind)) {
        prompt_ = Prompt::Never; // a no is not asked for again for each of them
    }
    send();
    emit changed();
}

std::optional<client::Explanation> Explainer::explanation() const {
    std::optional<client::Explanation> sum;
    for (const auto& [key, answer] : answers_) {
        if (!answer.result) {
            continue;
        }
        if (!sum) {
            sum.emplace();
        }
        sum->resident += answer.result->resident;
        for (const auto& [reason, bytes] : answer.result->reasons) {
            sum->reasons[reason] += bytes;
        }
    }
    return sum;
}

Explainer::Tally Explainer::tally() const {
    Tally tally{.processes = processes_.size()};
    for (const auto& [key, answer] : answers_) {
        if (answer.result) {
            ++tally.explained;
            continue;
        }
        if (!answer.error) {
            continue;
        }
        if (client::isDenial(answer.error->kind)) {
            ++tally.denied;
        } else if (answer.error->kind == client::ErrorKind::NoSuchProcess) {
            ++tally.gone;
        } else {
            ++tally.failed;
        }
        if (!tally.error) {
            tally.error = answer.error;
        }
    }
    return tally;
}

} // namespace samepage::gui
