// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "authority/check_queue.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>

namespace samepage {

/// Asks polkit. Each question has its own GLib call with its own user data, so
/// no answer can go to another question; PolkitQt1::Authority, a singleton
/// whose result signal does not say what it answers, gives no such promise.
/// GLib's answers arrive through Qt's GLib event dispatcher.
/// What may prompt is asked silently first: only what really needs a person
/// takes one of the places for prompts, and their longer time.
class PolkitAuthority final : public QObject, public Authority {
public:
    struct TimeLimits {
        std::chrono::milliseconds silent = std::chrono::seconds(10);
        std::chrono::milliseconds prompt = std::chrono::minutes(3);
    };
    explicit PolkitAuthority(TimeLimits limits);
    ~PolkitAuthority() override;

    Ticket check(const Question& question, Callback callback) override;
    void cancel(Ticket ticket) override;

    /// What GLib's callbacks are given: it outlives them and this object.
    struct Link;

private:
    struct Check;
    void connectToPolkit();
    void queue(Ticket ticket, const Check& check);
    void startWaiting();
    void ask(Ticket ticket, Check& check);
    void polkitAnswered(Ticket ticket, const Answer& answer);
    void answer(Ticket ticket, const Answer& answer);
    void denyAsked(const std::string& trouble);

    TimeLimits limits_;
    CheckQueue queue_;
    std::map<Ticket, std::unique_ptr<Check>> checks_;
    Ticket lastTicket_ = 0;
    struct Polkit;
    std::unique_ptr<Polkit> polkit_;
    std::shared_ptr<Link> link_;
};

} // namespace samepage
