// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"
#include "marks/mark_authors.h"
#include "rules/process_events.h"
#include "rules/rule_book.h"

#include <sys/types.h>

#include <string>

namespace samepage {

/// Marks the processes that rules say. Blocking: worker threads, one at a time.
class RuleRunner {
public:
    RuleRunner(EngineHost& engines, const RuleBook& book, MarkAuthors& authors,
               std::string procRoot = "/proc");

    /// Every process there is. Those that somebody unmarked by hand stay so.
    void walk();
    /// Those that have started a program or changed their user.
    void look(const ProcessEvents& events);

private:
    struct Run;
    bool visit(Run& run, pid_t pid, bool started, bool walking);
    void apply(Run& run, const Rule& rule, ProcessKey key, bool started);
    static void report(const Run& run);

    EngineHost& engines_;
    const RuleBook& book_;
    MarkAuthors& authors_;
    const std::string procRoot_;
    const pid_t self_;
};

} // namespace samepage
