// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/rule_watch.h"

#include "failure.h"
#include "text/log.h"

#include <QMetaObject>

#include <chrono>
#include <utility>

namespace samepage {
namespace {

// From the first event until it is looked into: most processes have exited by
// then, and cost nothing.
constexpr auto settleTime = std::chrono::milliseconds(250);

// A walk is cheaper than that many single looks.
constexpr std::size_t maxEvents = 16384;

} // namespace

RuleWatch::RuleWatch(EngineHost& engines, const RuleBook& book, RuleRunner& runner,
                     Strands& strands, OpenEventSource open)
    : engines_(engines)
    , book_(book)
    , runner_(runner)
    , strands_(strands)
    , open_(std::move(open)) {
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, [this] { look(); });
}

std::shared_ptr<RuleWatch::Applied> RuleWatch::apply() {
    auto applied = std::make_shared<Applied>();
    const bool wanted = book_.anyEnabled();
    applied->listen = wanted && engines_.engine()->canMark();
    if (applied->listen && !listening_) {
        // Before it looks at what runs, so that nothing is missed in between.
        try {
            applied->source = open_();
        } catch (const Failure& failure) {
            applied->trouble = "Rules are applied to running processes only, not to new ones. ";
            applied->trouble += failure.what();
            log(LogLevel::Warning, applied->trouble);
            applied->listen = false;
        }
    }
    listening_ = applied->listen;
    if (wanted && !engines_.engine()->canMark())
        applied->trouble = "The rules are kept, but not applied: that needs the samepage module.";
    else if (wanted)
        runner_.walk();
    return applied;
}

void RuleWatch::install(const std::shared_ptr<Applied>& applied) {
    if (applied->source || !applied->listen) {
        notifier_.reset();
        source_ = std::move(applied->source);
        events_ = {};
    }
    if (source_ && !notifier_) {
        notifier_ = std::make_unique<QSocketNotifier>(source_->fd(), QSocketNotifier::Read);
        connect(notifier_.get(), &QSocketNotifier::activated, this, [this] { readEvents(); });
    }
    if (std::exchange(trouble_, applied->trouble) != applied->trouble)
        onTrouble_();
}

void RuleWatch::refresh() {
    strands_.post(strand, Strands::ownWork, [this] {
        const auto applied = apply();
        QMetaObject::invokeMethod(
            this, [this, applied] { install(applied); }, Qt::QueuedConnection);
    });
}

void RuleWatch::readEvents() {
    const ProcessEvents now = source_->read();
    events_.lost = events_.lost || now.lost;
    for (const auto& [pid, started] : now.processes) {
        bool& known = events_.processes[pid];
        known = known || started;
    }
    if (events_.processes.size() > maxEvents)
        events_.lost = true;
    if (events_.lost)
        events_.processes.clear(); // the walk finds them
    lookSoon();
}

void RuleWatch::lookSoon() {
    const bool any = events_.lost || !events_.processes.empty();
    if (any && !looking_ && !pause_.isActive())
        pause_.start(settleTime);
}

void RuleWatch::look() {
    looking_ = true;
    strands_.post(strand, Strands::ownWork, [this, events = std::exchange(events_, {})] {
        if (events.lost)
            runner_.walk();
        else
            runner_.look(events);
        QMetaObject::invokeMethod(
            this,
            [this] {
                looking_ = false;
                lookSoon();
            },
            Qt::QueuedConnection);
    });
}

} // namespace samepage
