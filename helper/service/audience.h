// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "history/event.h"
#include "service/subscribers.h"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace samepage {

/// Tells subscribers what happens to processes: to each what happens to its own,
/// and of others' what polkit lets it know (action inspect). Which processes
/// are marked, and when they end, is nobody else's business. Bus thread.
class Audience {
public:
    /// Called with the unique name of somebody who may know.
    using Tell = std::function<void(const std::string& name)>;
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    Audience(
        Authority& authority, const Subscribers& subscribers,
        Clock clock = [] { return std::chrono::steady_clock::now(); })
        : authority_(authority)
        , subscribers_(subscribers)
        , clock_(std::move(clock)) {}
    ~Audience();
    Audience(const Audience&) = delete;
    Audience& operator=(const Audience&) = delete;

    /// Calls tell for each of them, now or when polkit has answered; for each of
    /// them in the order of the calls. polkit is asked without a prompt, and
    /// its answer holds for answerHolds.
    void tell(const EventProcess& process, const Tell& tell);
    /// Somebody has left the bus.
    void forget(const std::string& name);

    static constexpr std::chrono::seconds answerHolds{5};
    /// What waits for an answer of polkit about one subscriber; more is not told.
    static constexpr std::size_t maxWaiting = 256;

private:
    struct Inspector {
        std::optional<Authority::Ticket> asked;
        bool may = false;
        std::chrono::steady_clock::time_point until; // for as long as that holds
        std::deque<Tell> waiting;
    };
    void ask(const std::string& name, uid_t uid, Inspector& inspector);
    void answered(const std::string& name, const Answer& answer);

    Authority& authority_;
    const Subscribers& subscribers_;
    Clock clock_;
    std::map<std::string, Inspector> inspectors_;
};

} // namespace samepage
