// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/requests.h"

#include "authority/verdict.h"
#include "text/log.h"

#include <QMetaObject>

#include <exception>
#include <vector>

namespace samepage {
namespace {

void audit(LogLevel level, uid_t uid, const std::string& sender, const std::string& what,
           const std::string& outcome) {
    log(level, "uid " + std::to_string(uid) + " (" + sender + "): " + what + ": " + outcome);
}

Failure tooManyOfUser() {
    return {FailureKind::LimitsExceeded,
            "You have too many requests waiting; wait for some of them to be answered."};
}

} // namespace

Requests::Requests(SystemBus& bus, Callers& callers, Authority& authority, Strands& strands,
                   Strands& slowStrands)
    : bus_(bus)
    , callers_(callers)
    , authority_(authority)
    , strands_(strands)
    , slowStrands_(slowStrands) {
    callers_.onGone([this](const std::string& name) { callerLeft(name); });
}

void Requests::submit(Request request) {
    activity_ = true;
    const SystemBus::Call call = bus_.currentCall();
    auto entry = std::make_shared<Entry>();
    entry->request = std::move(request);
    entry->sender = call.sender;
    entry->interactive = call.interactive;
    // Until it is known whose it is, it takes no place from anybody else.
    unsigned& waiting = unidentifiedOf_[call.sender];
    if (waiting >= limits_.perUser) {
        entry->request.failed(tooManyOfUser());
        return;
    }
    ++waiting;
    ++unidentified_;
    callers_.identify(call.sender,
                      [this, entry](std::optional<uid_t> uid) { identified(entry, uid); });
}

void Requests::identified(const EntryPtr& entry, std::optional<uid_t> uid) {
    --unidentified_;
    if (const auto waiting = unidentifiedOf_.find(entry->sender); --waiting->second == 0)
        unidentifiedOf_.erase(waiting);
    if (!uid) {
        entry->request.failed(
            Failure(FailureKind::NotAuthorized, "The bus does not say who is calling."));
        return;
    }
    entry->uid = *uid;
    if (pending_ >= limits_.total) {
        entry->request.failed(Failure(FailureKind::LimitsExceeded,
                                      "The service has too many requests to do; try again."));
        return;
    }
    unsigned& pendingOfUser = pendingOf_[*uid];
    if (pendingOfUser >= limits_.perUser) {
        entry->request.failed(tooManyOfUser());
        return;
    }
    ++pending_;
    ++pendingOfUser;
    auto& line = lines_[{entry->sender, entry->request.order}];
    line.push_back(entry);
    if (line.size() == 1)
        begin(entry);
}

void Requests::begin(const EntryPtr& entry) {
    if (entry->callerGone)
        drop(entry);
    else if (entry->request.prepare)
        onWorker(strands_, "prepare " + entry->sender, entry, entry->request.prepare,
                 &Requests::authorise);
    else
        authorise(entry);
}

void Requests::authorise(const EntryPtr& entry) {
    if (entry->callerGone) {
        drop(entry);
        return;
    }
    std::optional<Question> question;
    try {
        question = entry->request.question(entry->uid);
    } catch (const Failure& failure) {
        refuse(entry, failure);
        return;
    }
    if (!question) {
        perform(entry);
        return;
    }
    question->busName = entry->sender;
    question->uid = entry->uid;
    question->interactive = entry->interactive;
    entry->ticket =
        authority_.check(*question, [this, entry, asked = *question](const Answer& answer) {
            entry->ticket.reset();
            if (const auto refusal = verdict(asked, answer))
                refuse(entry, *refusal);
            else
                perform(entry);
        });
}

void Requests::perform(const EntryPtr& entry) {
    if (entry->request.work)
        onWorker(entry->request.slow ? slowStrands_ : strands_, entry->request.order, entry,
                 entry->request.work, &Requests::succeed);
    else
        succeed(entry);
}

void Requests::onWorker(Strands& strands, const std::string& strand, const EntryPtr& entry,
                        std::function<void(uid_t)> step, void (Requests::*next)(const EntryPtr&)) {
    strands.post(strand, entry->uid,
                 [this, entry = EntryPtr(entry), step = std::move(step), next]() mutable {
                     std::optional<Failure> failure;
                     const bool begun = !entry->callerGone;
                     if (begun) {
                         try {
                             step(entry->uid);
                         } catch (const Failure& known) {
                             failure = known;
                         } catch (const std::exception& unknown) {
                             failure =
                                 Failure(FailureKind::Failed, std::string("The service failed: ") +
                                                                  unknown.what() + ".");
                         }
                     }
                     step = nullptr;
                     // The entry holds the D-Bus message, which belongs to the bus thread:
                     // it is moved there, so that it is never let go of here.
                     QMetaObject::invokeMethod(
                         this,
                         [this, entry = std::move(entry), failure, begun, next] {
                             if (!begun)
                                 drop(entry);
                             else if (failure)
                                 refuse(entry, *failure);
                             else
                                 (this->*next)(entry);
                         },
                         Qt::QueuedConnection);
                 });
}

void Requests::succeed(const EntryPtr& entry) {
    if (!entry->request.quiet)
        audit(LogLevel::Info, entry->uid, entry->sender, entry->request.what, "done");
    entry->request.done();
    finish(entry);
}

void Requests::drop(const EntryPtr& entry) {
    audit(LogLevel::Info, entry->uid, entry->sender, entry->request.what,
          "dropped, the caller has left");
    finish(entry);
}

void Requests::refuse(const EntryPtr& entry, const Failure& failure) {
    audit(LogLevel::Notice, entry->uid, entry->sender, entry->request.what, failure.what());
    entry->request.failed(failure);
    finish(entry);
}

void Requests::finish(const EntryPtr& entry) {
    --pending_;
    if (--pendingOf_[entry->uid] == 0)
        pendingOf_.erase(entry->uid);
    const auto line = lines_.find({entry->sender, entry->request.order});
    line->second.pop_front();
    if (line->second.empty()) {
        lines_.erase(line);
        return;
    }
    const EntryPtr next = line->second.front();
    // Queued, so that a long line does not become a deep stack.
    QMetaObject::invokeMethod(this, [this, next] { begin(next); }, Qt::QueuedConnection);
}

void Requests::callerLeft(const std::string& name) {
    // Only the front of each line is under way; the others end when it does.
    std::vector<EntryPtr> askedFor;
    for (auto line = lines_.lower_bound({name, std::string()});
         line != lines_.end() && line->first.first == name; ++line) {
        for (const EntryPtr& entry : line->second)
            entry->callerGone = true;
        if (line->second.front()->ticket)
            askedFor.push_back(line->second.front());
    }
    for (const EntryPtr& entry : askedFor) {
        if (const auto ticket = std::exchange(entry->ticket, std::nullopt)) {
            authority_.cancel(*ticket);
            drop(entry);
        }
    }
}

} // namespace samepage
