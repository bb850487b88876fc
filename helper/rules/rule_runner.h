// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"
#include "history/event.h"
#include "marks/mark_authors.h"
#include "rules/process_events.h"
#include "rules/rule_book.h"

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace samepage {

/// Marks the processes that rules say. Blocking: worker threads, one at a time.
class RuleRunner {
public:
    RuleRunner(EngineHost& engines, const RuleBook& book, MarkAuthors& authors,
               std::string procRoot = "/proc");

    /// Called on the thread that works: a rule has marked it, or taken a mark off it,
    /// that was not so before.
    using ChangeHandler = std::function<void(
        bool marked, std::shared_ptr<const ProcessHandle> process, const EventProcess& what)>;
    void onChange(ChangeHandler handler) { onChange_ = std::move(handler); }

    /// Every process there is. Those that somebody unmarked by hand stay so.
    void walk();
    /// Those that have started a program or changed their user.
    void look(const ProcessEvents& events);

private:
    struct Run;
    bool visit(Run& run, pid_t pid, bool started, bool walking);
    void apply(Run& run, const Rule& rule, ProcessKey key, bool started);
    [[nodiscard]] bool isMarked(Run& run, const ProcessHandle& process) const;
    void tell(bool marked, ProcessHandle process);
    static void report(const Run& run);

    EngineHost& engines_;
    const RuleBook& book_;
    MarkAuthors& authors_;
    const std::string procRoot_;
    const pid_t self_;
    ChangeHandler onChange_ = [](bool, const std::shared_ptr<const ProcessHandle>&,
                                 const EventProcess&) {};
};

} // namespace samepage
