// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "bus/callers.h"
#include "bus/system_bus.h"
#include "failure.h"
#include "work/strands.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace samepage {

/// One call of a client, in steps.
struct Request {
    std::string what;   ///< for the log; no text of the client in it
    bool quiet = false; ///< not worth a line in the log when it succeeds
    /// Requests of one caller with the same key are done in the order they
    /// came; the work of all callers with the same key never overlaps.
    std::string order;
    /// Worker thread, with the caller's user id; may block and throw Failure.
    /// Looks up what the question needs; may be left out.
    std::function<void(uid_t)> prepare;
    /// Bus thread, with the caller's user id. What polkit is to be asked;
    /// empty: nothing. May throw Failure.
    std::function<std::optional<Question>(uid_t)> question;
    /// Worker thread, with the caller's user id; may block and throw Failure.
    /// May be left out.
    std::function<void(uid_t)> work;
    /// The work may take minutes: it has threads apart, so that it holds up
    /// nothing but work of its kind.
    bool slow = false;
    // Bus thread; one of them is called, unless the caller has left before the
    // work began. `done` must also be fine for a caller that has left since.
    std::function<void()> done;
    std::function<void(const Failure&)> failed;
};

/// Takes each call through the same steps: who is it, may it do that, do it on
/// a worker thread, answer. Nothing is done for a caller that has left.
class Requests : public QObject {
public:
    struct Limits {
        unsigned perUser = 256; ///< requests that wait or run
        unsigned total = 2048;
    };

    Requests(SystemBus& bus, Callers& callers, Authority& authority, Strands& strands,
             Strands& slowStrands);

    /// Only inside a method handler. Never throws; problems go to request.failed.
    void submit(Request request);

    /// Unique name of who sent the call; only inside a method handler.
    [[nodiscard]] std::string currentSender() const { return bus_.currentCall().sender; }

    /// The answer to that call, for `work` to fill and `done` to send; kept by these only.
    /// Throws Failure.
    [[nodiscard]] std::shared_ptr<PreparedReply> prepareReply() const {
        return bus_.prepareReply();
    }

    /// Waiting and running requests.
    [[nodiscard]] std::size_t pending() const noexcept { return pending_ + unidentified_; }

    /// Whether anything was submitted since this was last asked.
    [[nodiscard]] bool takeActivity() noexcept { return std::exchange(activity_, false); }

private:
    struct Entry {
        Request request;
        std::string sender;
        bool interactive = false;
        uid_t uid = 0;
        std::optional<Authority::Ticket> ticket;
        // Set on the bus thread, read on a worker before it begins.
        std::atomic<bool> callerGone = false;
    };
    using EntryPtr = std::shared_ptr<Entry>;
    using LineKey = std::pair<std::string, std::string>; // sender, order

    void identified(const EntryPtr& entry, std::optional<uid_t> uid);
    void begin(const EntryPtr& entry);
    void authorise(const EntryPtr& entry);
    void onWorker(Strands& strands, const std::string& strand, const EntryPtr& entry,
                  std::function<void(uid_t)> step, void (Requests::*next)(const EntryPtr&));
    void perform(const EntryPtr& entry);
    void succeed(const EntryPtr& entry);
    void refuse(const EntryPtr& entry, const Failure& failure);
    void drop(const EntryPtr& entry);
    void finish(const EntryPtr& entry);
    void callerLeft(const std::string& name);

    SystemBus& bus_;
    Callers& callers_;
    Authority& authority_;
    Strands& strands_;
    Strands& slowStrands_;
    Limits limits_;
    std::map<LineKey, std::deque<EntryPtr>> lines_; // the front one is being done
    std::map<uid_t, unsigned> pendingOf_;
    std::map<std::string, unsigned> unidentifiedOf_; // by sender: whose is not known yet
    std::size_t unidentified_ = 0;
    std::size_t pending_ = 0;
    bool activity_ = false;
};

} // namespace samepage
