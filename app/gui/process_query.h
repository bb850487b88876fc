// SPDX-License-Identifier: GPL-2.0-or-later
// What is typed into the filter field: words, and operators such as
// "user:alice saved>10M -marked". All of them must hold.
#pragma once

#include "client/process_row.h"
#include "gui/group_estimate.h"

#include <QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace samepage::gui {

class ProcessQuery {
public:
    ProcessQuery() = default;
    // Never fails: what is wrong is left out and told by problem(); what is
    // only half typed ("saved>") is left out in silence.
    explicit ProcessQuery(const QString& text);

    [[nodiscard]] bool isEmpty() const { return terms_.empty(); }
    // A sentence about the first thing that is wrong; empty if nothing is.
    [[nodiscard]] const QString& problem() const { return problem_; }

    // `text`: everything about the process that words are looked for in, in lower
    // case. `estimate` may be null.
    [[nodiscard]] bool matches(const client::ProcessRow& process, const QString& text,
                               const EstimatePtr& estimate) const;

    // All operators, a line each, for a tool tip.
    [[nodiscard]] static QString help();

private:
    struct Word {
        QString text; // lower case
    };
    enum class TextField { Name, User, Unit, Container, Program, MarkedBy };
    struct TextTerm {
        TextField field;
        QString text;
    };
    struct PidTerm {
        bool parent;
        std::vector<std::uint32_t> pids;
    };
    enum class SizeField { Memory, Merged, Saved, Estimated };
    enum class Comparison { Less, LessOrEqual, Equal, GreaterOrEqual, Greater };
    struct SizeTerm {
        SizeField field;
        Comparison comparison;
        std::uint64_t bytes;
    };
    enum class Flag { Marked, Mergeable };
    using Condition = std::variant<Word, TextTerm, PidTerm, SizeTerm, Flag>;
    struct Term {
        bool negated = false;
        Condition condition;
    };
    struct Token;

    [[nodiscard]] static std::vector<Token> tokens(const QString& text);
    void addOperator(const Token& token);
    void addPids(const Token& token, const QString& value, bool parent);
    void addSize(const Token& token, const QString& value, SizeField field);
    void complain(const QString& sentence);

    [[nodiscard]] static bool holds(const Condition& condition, const client::ProcessRow& process,
                                    const QString& text, const EstimatePtr& estimate);

    std::vector<Term> terms_;
    QString problem_;
};

} // namespace samepage::gui
