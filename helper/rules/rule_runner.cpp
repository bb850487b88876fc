// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_runner.h"

#include "failure.h"
#include "process/event_process.h"
#include "rules/rule_match.h"
#include "text/log.h"

#include <unistd.h>

#include <memory>
#include <set>
#include <utility>

namespace samepage {
namespace {

// Its children would inherit the mark: all of the system, whatever rules say.
constexpr pid_t firstProcess = 1;

// A walk ends when it finds nothing new; this many times it is done at most.
constexpr int maxPasses = 5;

} // namespace

/// What one run needs and finds.
struct RuleRunner::Run {
    explicit Run(const RuleRunner& runner)
        : rules(runner.book_.rules())
        , engine(runner.engines_.engine()) {}

    std::shared_ptr<const RuleBook::Rules> rules;
    std::shared_ptr<Engine> engine;
    std::unique_ptr<MergeSnapshot> snapshot; // when it is first needed
    unsigned marked = 0;
    unsigned unmarked = 0;
    unsigned failed = 0;
    std::string trouble; // the last one
};

RuleRunner::RuleRunner(EngineHost& engines, const RuleBook& book, MarkAuthors& authors,
                       std::string procRoot)
    : engines_(engines)
    , book_(book)
    , authors_(authors)
    , procRoot_(std::move(procRoot))
    , self_(::getpid()) {}

void RuleRunner::walk() {
    Run run(*this);
    if (!run.engine->canMark())
        return;
    // A process that is not marked yet may have a child after the list was
    // read: what is new is looked at again.
    std::set<pid_t> seen;
    for (int pass = 0; pass < maxPasses; ++pass) {
        bool found = false;
        for (const pid_t pid : ProcDir::allPids(procRoot_)) {
            if (seen.insert(pid).second)
                found = visit(run, pid, false, true) || found;
        }
        if (!found)
            break;
    }
    authors_.save();
    report(run);
}

void RuleRunner::look(const ProcessEvents& events) {
    Run run(*this);
    if (!run.engine->canMark())
        return;
    for (const auto& [pid, started] : events.processes)
        visit(run, pid, started, false);
    authors_.saveSometimes();
    report(run);
}

/// True: a rule is about it.
bool RuleRunner::visit(Run& run, pid_t pid, bool started, bool walking) {
    if (pid == firstProcess || pid == self_)
        return false;
    const auto process = ProcDir::open(pid, procRoot_);
    const auto stat = process ? process->stat() : std::nullopt;
    if (!stat || stat->isKernelThread() || stat->hasExited())
        return false;
    const auto facts = factsOf(*process);
    const Rule* const rule = facts ? ruleFor(*run.rules, *facts) : nullptr;
    if (!rule)
        return false;
    const ProcessKey key{pid, stat->startTime};
    const auto author = authors_.of(key);
    if (walking && author && !author->marked)
        return true; // somebody knows better
    try {
        apply(run, *rule, key, started);
    } catch (const Failure& failure) {
        if (failure.kind() == FailureKind::NoSuchProcess)
            return true;
        ++run.failed;
        run.trouble = failure.what();
    }
    return true;
}

void RuleRunner::apply(Run& run, const Rule& rule, ProcessKey key, bool started) {
    if (rule.action == RuleAction::Never && !started)
        return;
    ProcessHandle process = ProcessHandle::open(key.pid, key.startTime);
    // Now that it is held: it may have become another program in between, of
    // which there will be an event.
    const auto facts = factsOf(process.proc());
    if (!facts || ruleFor(*run.rules, *facts) != &rule)
        return;
    const auto author = authors_.of(key);
    if (rule.action == RuleAction::Mark) {
        const std::uint32_t group = rule.domain.empty() ? 0 : book_.groupOf(rule.domain);
        // Many have inherited it from the process that started them.
        const bool isNew = !isMarked(run, process);
        run.engine->mark(process, {.group = group});
        ++run.marked;
        if (!author || !author->marked || group != 0)
            authors_.set(key, {true, "rule:" + std::to_string(rule.id)});
        if (isNew)
            tell(true, std::move(process));
        return;
    }
    // What it inherited from the process that started it.
    if (author && author->marked && author->isUser())
        return;
    if (isMarked(run, process)) {
        run.engine->unmark(process);
        ++run.unmarked;
        tell(false, std::move(process));
    }
}

bool RuleRunner::isMarked(Run& run, const ProcessHandle& process) const {
    if (!run.snapshot)
        run.snapshot = run.engine->snapshot();
    return run.snapshot->of(process.proc(), process.key().startTime).marked;
}

void RuleRunner::tell(bool marked, ProcessHandle process) {
    const auto held = std::make_shared<const ProcessHandle>(std::move(process));
    onChange_(marked, held, eventProcess(*held));
}

void RuleRunner::report(const Run& run) {
    if (run.unmarked > 0)
        log(LogLevel::Debug, "Rules unmarked " + std::to_string(run.unmarked) + " processes.");
    if (run.marked > 0)
        log(LogLevel::Debug, "Rules marked " + std::to_string(run.marked) + " processes.");
    if (run.failed > 0)
        log(LogLevel::Warning, "Rules could not be applied to " + std::to_string(run.failed) +
                                   " processes; the last one: " + run.trouble);
}

} // namespace samepage
