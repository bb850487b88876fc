// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"
#include "rules/event_source.h"
#include "rules/rule_book.h"
#include "rules/rule_runner.h"
#include "work/strands.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace samepage {

/// Applies the rules: to what runs when they change or the engine does, and to
/// what starts while any is enabled. Bus thread, if nothing else is said.
class RuleWatch : public QObject {
public:
    /// Strand on which everything is done that reads or changes marks by rules.
    static constexpr const char* strand = "rules";

    RuleWatch(EngineHost& engines, const RuleBook& book, RuleRunner& runner, Strands& strands,
              OpenEventSource open);

    /// What came of applying them to what runs: for install().
    struct Applied {
        bool listen = false;
        std::unique_ptr<EventSource> source; ///< if it did not listen before
        std::string trouble;                 ///< a sentence, or empty
    };
    /// To be called on the strand, with install() on the bus thread after it.
    [[nodiscard]] std::shared_ptr<Applied> apply();
    void install(const std::shared_ptr<Applied>& applied);

    /// Both, when somebody else has changed something.
    void refresh();

    /// Why rules are not applied, or not to new processes; empty: they are, or
    /// there are none. A sentence.
    [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }
    void onTrouble(std::function<void()> changed) { onTrouble_ = std::move(changed); }

    /// The service must stay, to see what starts.
    [[nodiscard]] bool isListening() const noexcept { return source_ != nullptr; }

private:
    void readEvents();
    void lookSoon();
    void look();

    EngineHost& engines_;
    const RuleBook& book_;
    RuleRunner& runner_;
    Strands& strands_;
    const OpenEventSource open_;
    bool listening_ = false; // of the strand
    std::unique_ptr<EventSource> source_;
    std::unique_ptr<QSocketNotifier> notifier_;
    ProcessEvents events_;
    bool looking_ = false;
    QTimer pause_;
    std::string trouble_;
    std::function<void()> onTrouble_ = [] {};
};

} // namespace samepage
