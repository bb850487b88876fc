// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_query.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ProcessQuery)
};

// "10M", "1.5GiB", "4096", "1,5g": bytes, in powers of 1024.
std::optional<std::uint64_t> parseSize(const QString& text) {
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(\d{1,18}(?:[.,]\d{1,9})?)([kmgt]?)(?:i?b)?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    double value = match.captured(1).replace(QChar(u','), QChar(u'.')).toDouble();
    const QString unit = match.captured(2).toLower();
    if (!unit.isEmpty()) {
        const auto power = QStringLiteral("kmgt").indexOf(unit) + 1;
        value *= std::pow(1024.0, static_cast<double>(power));
    }
    // 2^64 itself does not fit any more.
    constexpr double limit = 18446744073709551615.0;
    return value >= limit ? std::numeric_limits<std::uint64_t>::max()
                          : static_cast<std::uint64_t>(value);
}

bool contains(const std::string& text, const QString& part) {
    return QString::fromStdString(text).contains(part, Qt::CaseInsensitive);
}

template <typename... Functions>
struct Visitor : Functions... {
    using Functions::operator()...;
};

} // namespace

// A piece of what was typed.
struct ProcessQuery::Token {
    QString typed{}; // as it stands, for messages
    bool negated = false;
    QString name{};  // of the operator, lower case; empty for a word
    QString sign{};  // ":", ">" and so on; empty for a word
    QString value{}; // without quotes
    bool quoted = false;
};

std::vector<ProcessQuery::Token> ProcessQuery::tokens(const QString& text) {
    // A word, or an operator and its value; each value may be in quotes, of which
    // the second may not have been typed yet.
    static const QRegularExpression pattern(
        QStringLiteral(R"re((-?)(?:([A-Za-z_]+)(:|>=|<=|>|<|=))?(?:"([^"]*)"?|([^\s"]\S*)?))re"));
    std::vector<Token> result;
    qsizetype at = 0;
    while (at < text.size()) {
        const QRegularExpressionMatch match =
            pattern.match(text, at, QRegularExpression::NormalMatch,
                          QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.capturedLength() == 0) {
            ++at; // a space
            continue;
        }
        at = match.capturedEnd();
        const bool quoted = match.hasCaptured(4);
        result.push_back({.typed = match.captured(0),
                          .negated = match.capturedLength(1) > 0,
                          .name = match.captured(2).toLower(),
                          .sign = match.captured(3),
                          .value = quoted ? match.captured(4) : match.captured(5),
                          .quoted = quoted});
    }
    return result;
}

ProcessQuery::ProcessQuery(const QString& text) {
    for (const Token& token : tokens(text)) {
        if (!token.sign.isEmpty()) {
            addOperator(token);
            continue;
        }
        const QString word = token.value.toLower();
        if (word.isEmpty()) {
            continue;
        }
        if (!token.quoted && word == QStringLiteral("marked")) {
            terms_.push_back({token.negated, Flag::Marked});
        } else if (!token.quoted && word == QStringLiteral("mergeable")) {
            terms_.push_back({token.negated, Flag::Mergeable});
        } else {
            terms_.push_back({token.negated, Word{word}});
        }
    }
}

void ProcessQuery::complain(const QString& sentence) {
    if (problem_.isEmpty()) {
        problem_ = sentence;
    }
}

void ProcessQuery::addOperator(const Token& token) {
    static const std::pair<QString, TextField> texts[] = {
        {QStringLiteral("name"), TextField::Name},
        {QStringLiteral("user"), TextField::User},
        {QStringLiteral("unit"), TextField::Unit},
        {QStringLiteral("container"), TextField::Container},
        {QStringLiteral("exe"), TextField::Program},
        {QStringLiteral("by"), TextField::MarkedBy},
    };
    static const std::pair<QString, SizeField> sizes[] = {
        {QStringLiteral("rss"), SizeField::Memory},
        {QStringLiteral("merged"), SizeField::Merged},
        {QStringLiteral("saved"), SizeField::Saved},
        {QStringLiteral("estimated"), SizeField::Estimated},
    };
    for (const auto& [name, field] : sizes) {
        if (token.name == name) {
            addSize(token, token.value, field);
            return;
        }
    }
    const bool pid = token.name == QStringLiteral("pid");
    const bool parent = token.name == QStringLiteral("ppid");
    const auto* text = std::ranges::find(texts, token.name, &std::pair<QString, TextField>::first);
    if (!pid && !parent && text == std::end(texts)) {
        complain(Text::tr("“%1” is no operator. To look for it as it stands, put it in quotes.")
                     .arg(token.name + token.sign));
        return;
    }
    if (token.sign != QStringLiteral(":") && token.sign != QStringLiteral("=")) {
        complain(
            Text::tr("“%1” takes a colon, as in %1:%2.")
                .arg(token.name, pid || parent ? QStringLiteral("4711") : QStringLiteral("…")));
        return;
    }
    if (token.value.isEmpty()) {
        return; // still being typed
    }
    if (pid || parent) {
        addPids(token, token.value, parent);
    } else {
        terms_.push_back({token.negated, TextTerm{text->second, token.value}});
    }
}

void ProcessQuery::addPids(const Token& token, const QString& value, bool parent) {
    PidTerm term{.parent = parent, .pids = {}};
    for (const QString& part : value.split(QChar(u','), Qt::SkipEmptyParts)) {
        bool valid = false;
        const uint pid = part.toUInt(&valid);
        if (!valid) {
            complain(Text::tr("“%1”: a PID is a number, as in pid:4711.").arg(token.typed));
            return;
        }
        term.pids.push_back(pid);
    }
    terms_.push_back({token.negated, std::move(term)});
}

void ProcessQuery::addSize(const Token& token, const QString& value, SizeField field) {
    static const std::pair<QString, Comparison> signs[] = {
        {QStringLiteral("<"), Comparison::Less},
        {QStringLiteral("<="), Comparison::LessOrEqual},
        {QStringLiteral("="), Comparison::Equal},
        {QStringLiteral(">="), Comparison::GreaterOrEqual},
        {QStringLiteral(">"), Comparison::Greater},
    };
    const auto* sign = std::ranges::find(signs, token.sign, &std::pair<QString, Comparison>::first);
    if (sign == std::end(signs)) {
        complain(Text::tr("“%1” is compared, as in %1>10M.").arg(token.name));
        return;
    }
    if (value.isEmpty()) {
        return; // still being typed
    }
    const auto bytes = parseSize(value);
    if (!bytes) {
        complain(Text::tr("“%1” is no size. Write it as in 512K, 10M or 1.5G.").arg(value));
        return;
    }
    terms_.push_back({token.negated, SizeTerm{field, sign->second, *bytes}});
}

bool ProcessQuery::matches(const client::ProcessRow& process, const QString& text,
                           const EstimatePtr& estimate) const {
    return std::ranges::all_of(terms_, [&](const Term& term) {
        return holds(term.condition, process, text, estimate) != term.negated;
    });
}

bool ProcessQuery::holds(const Condition& condition, const client::ProcessRow& process,
                         const QString& text, const EstimatePtr& estimate) {
    const auto fieldText = [&process](TextField field) -> const std::string& {
        switch (field) {
        case TextField::User:
            return process.user;
        case TextField::Unit:
            return process.unit;
        case TextField::Container:
            return process.container;
        case TextField::Program:
            return process.exe;
        case TextField::MarkedBy:
            return process.markedBy;
        case TextField::Name:
            break;
        }
        return process.name;
    };
    const auto compare = [&](const SizeTerm& term) {
        std::uint64_t bytes = 0;
        switch (term.field) {
        case SizeField::Memory:
            bytes = process.rss;
            break;
        case SizeField::Merged:
            bytes = process.merged;
            break;
        case SizeField::Saved:
            bytes = process.saved;
            break;
        case SizeField::Estimated:
            if (!estimate) {
                return false; // nothing is known, in no direction
            }
            bytes = estimate->estimate.saved;
            break;
        }
        switch (term.comparison) {
        case Comparison::Less:
            return bytes < term.bytes;
        case Comparison::LessOrEqual:
            return bytes <= term.bytes;
        case Comparison::Equal:
            return bytes == term.bytes;
        case Comparison::GreaterOrEqual:
            return bytes >= term.bytes;
        case Comparison::Greater:
            break;
        }
        return bytes > term.bytes;
    };
    return std::visit(
        Visitor{
            [&](const Word& word) { return text.contains(word.text); },
            [&](const TextTerm& term) { return contains(fieldText(term.field), term.text); },
            [&](const PidTerm& term) {
                return std::ranges::find(term.pids, term.parent ? process.ppid : process.key.pid) !=
                       term.pids.end();
            },
            [&](const SizeTerm& term) { return compare(term); },
            [&](Flag flag) { return flag == Flag::Marked ? process.marked : process.mergeable; },
        },
        condition);
}

QString ProcessQuery::help() {
    return QStringList{
        Text::tr("Words are looked for in name, user, PID, unit, container and program path."),
        Text::tr("name:  user:  unit:  container:  exe:  by:   text in that column"),
        Text::tr("pid:  ppid:   numbers, as in pid:4711,4712"),
        Text::tr("rss>  merged>  saved>  estimated>   sizes, as in saved>10M; also < and ="),
        Text::tr("marked  mergeable   and a minus before anything turns it round: -marked"),
        Text::tr("In quotes, text is taken as it stands: name:\"Web Content\""),
    }
        .join(QChar(u'\n'));
}

} // namespace samepage::gui
