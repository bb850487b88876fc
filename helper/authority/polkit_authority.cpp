// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/polkit_authority.h"

#include <QTimer>

#include <polkit/polkit.h>

#include <utility>
#include <vector>

namespace samepage {
namespace {

template <typename Object>
struct Unref {
    void operator()(Object* object) const { g_object_unref(object); }
};
template <typename Object>
using GObjectPtr = std::unique_ptr<Object, Unref<Object>>;

struct ErrorDeleter {
    void operator()(GError* error) const { g_error_free(error); }
};
using ErrorPtr = std::unique_ptr<GError, ErrorDeleter>;

} // namespace

struct PolkitAuthority::Polkit {
    GObjectPtr<::PolkitAuthority> authority; // empty until polkit was reached
    bool connecting = false;
};

struct PolkitAuthority::Check {
    Question question;
    Callback callback;
    bool prompt = false; // it needs a person
    GObjectPtr<GCancellable> cancellable{g_cancellable_new()};
};

struct PolkitAuthority::Link {
    PolkitAuthority* owner; // null once it is gone

    struct Call {
        std::shared_ptr<Link> link;
        Ticket ticket;
    };

    static void connected(GObject*, GAsyncResult* result, gpointer data) {
        const std::unique_ptr<Call> call(static_cast<Call*>(data));
        GError* rawError = nullptr;
        GObjectPtr<::PolkitAuthority> authority(polkit_authority_get_finish(result, &rawError));
        const ErrorPtr error(rawError);
        PolkitAuthority* owner = call->link->owner;
        if (!owner)
            return;
        owner->polkit_->connecting = false;
        owner->polkit_->authority = std::move(authority);
        if (owner->polkit_->authority)
            owner->startWaiting();
        else
            owner->denyAsked(error ? error->message : "it is not there");
    }

    static void checked(GObject* source, GAsyncResult* result, gpointer data) {
        const std::unique_ptr<Call> call(static_cast<Call*>(data));
        GError* rawError = nullptr;
        const GObjectPtr<PolkitAuthorizationResult> verdict(
            polkit_authority_check_authorization_finish(
                reinterpret_cast<::PolkitAuthority*>(source), result, &rawError));
        const ErrorPtr error(rawError);
        if (!call->link->owner)
            return;
        Answer answer;
        if (error) {
            g_dbus_error_strip_remote_error(error.get());
            answer.trouble = error->message;
        } else if (!verdict) {
            answer.trouble = "it gave no answer";
        } else {
            answer.authorized = polkit_authorization_result_get_is_authorized(verdict.get());
            answer.challenge = polkit_authorization_result_get_is_challenge(verdict.get());
            answer.dismissed = polkit_authorization_result_get_dismissed(verdict.get());
        }
        call->link->owner->polkitAnswered(call->ticket, answer);
    }
};

PolkitAuthority::PolkitAuthority(TimeLimits limits)
    : limits_(limits)
    , queue_(CheckQueue::Limits())
    , polkit_(std::make_unique<Polkit>())
    , link_(std::make_shared<Link>(Link{this})) {
    connectToPolkit();
}

PolkitAuthority::~PolkitAuthority() {
    link_->owner = nullptr;
    for (const auto& [ticket, check] : checks_)
        g_cancellable_cancel(check->cancellable.get());
}

void PolkitAuthority::connectToPolkit() {
    if (polkit_->connecting)
        return;
    polkit_->connecting = true;
    auto call = std::make_unique<Link::Call>(Link::Call{link_, 0});
    polkit_authority_get_async(nullptr, &Link::connected, call.release());
}

Authority::Ticket PolkitAuthority::check(const Question& question, Callback callback) {
    const Ticket ticket = ++lastTicket_;
    auto check = std::make_unique<Check>();
    check->question = question;
    check->callback = std::move(callback);
    queue(ticket, *checks_.emplace(ticket, std::move(check)).first->second);
    if (polkit_->authority)
        startWaiting();
    else
        connectToPolkit(); // answers, or denies, when it has succeeded or failed
    return ticket;
}

/// As it is now: with a prompt or without.
void PolkitAuthority::queue(Ticket ticket, const Check& check) {
    const bool prompt = check.prompt;
    queue_.add(ticket, check.question.uid, prompt);
    QTimer::singleShot(prompt ? limits_.prompt : limits_.silent, this, [this, ticket, prompt] {
        const auto found = checks_.find(ticket);
        if (found == checks_.end() || found->second->prompt != prompt)
            return; // that has been answered
        Answer none;
        none.trouble = prompt ? "nobody answered the prompt in time" : "it did not answer in time";
        none.late = true;
        answer(ticket, none);
    });
}

void PolkitAuthority::polkitAnswered(Ticket ticket, const Answer& given) {
    const auto found = checks_.find(ticket);
    if (found != checks_.end() && given.trouble.empty() && !given.authorized && given.challenge &&
        found->second->question.interactive && !found->second->prompt) {
        found->second->prompt = true;
        queue_.remove(ticket);
        queue(ticket, *found->second);
        startWaiting();
        return;
    }
    answer(ticket, given);
}

void PolkitAuthority::startWaiting() {
    if (!polkit_->authority)
        return;
    while (const auto ticket = queue_.next())
        ask(*ticket, *checks_.at(*ticket));
}

void PolkitAuthority::ask(Ticket ticket, Check& check) {
    const GObjectPtr<PolkitSubject> subject(
        polkit_system_bus_name_new(check.question.busName.c_str()));
    const GObjectPtr<PolkitDetails> details(polkit_details_new());
    for (const auto& [key, value] : check.question.details)
        polkit_details_insert(details.get(), key.c_str(), value.c_str());
    const auto flags = check.prompt ? POLKIT_CHECK_AUTHORIZATION_FLAGS_ALLOW_USER_INTERACTION
                                    : POLKIT_CHECK_AUTHORIZATION_FLAGS_NONE;
    auto call = std::make_unique<Link::Call>(Link::Call{link_, ticket});
    polkit_authority_check_authorization(polkit_->authority.get(), subject.get(),
                                         actionId(check.question.action), details.get(), flags,
                                         check.cancellable.get(), &Link::checked, call.release());
}

void PolkitAuthority::answer(Ticket ticket, const Answer& answer) {
    const auto found = checks_.find(ticket);
    if (found == checks_.end())
        return; // answered, taken back, or out of time before
    const std::unique_ptr<Check> check = std::move(found->second);
    checks_.erase(found);
    queue_.remove(ticket);
    // Out of time: polkit takes the prompt away. No effect on a finished call.
    g_cancellable_cancel(check->cancellable.get());
    check->callback(answer);
    startWaiting();
}

void PolkitAuthority::cancel(Ticket ticket) {
    const auto found = checks_.find(ticket);
    if (found == checks_.end())
        return;
    const std::unique_ptr<Check> check = std::move(found->second);
    checks_.erase(found);
    queue_.remove(ticket);
    g_cancellable_cancel(check->cancellable.get());
    startWaiting();
}

void PolkitAuthority::denyAsked(const std::string& trouble) {
    Answer none;
    none.trouble = trouble;
    std::vector<Ticket> tickets;
    tickets.reserve(checks_.size());
    for (const auto& [ticket, check] : checks_)
        tickets.push_back(ticket);
    for (const Ticket ticket : tickets)
        answer(ticket, none);
}

} // namespace samepage
