// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_draft.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RuleDraft)
};

// Bytes, as the service counts them.
constexpr qsizetype maxPath = 4095;
constexpr qsizetype maxUnit = 255;
constexpr qsizetype maxUser = 256;
constexpr qsizetype maxDomain = 32;
constexpr qsizetype maxComment = 256;

constexpr QLatin1String cgroupRoot("/sys/fs/cgroup");

bool isPathKind(RuleKind kind) {
    return kind == RuleKind::Program || kind == RuleKind::ControlGroup;
}

bool isLetterOrDigit(QChar c) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

bool isPlainText(const QString& text) {
    return std::ranges::all_of(text, [](QChar c) {
        return c.category() != QChar::Other_Control && c.category() != QChar::Other_Format &&
               c.category() != QChar::Separator_Line && c.category() != QChar::Separator_Paragraph;
    });
}

QString cleanedValue(const RuleDraft& draft) {
    QString value = draft.value.trimmed();
    if (!isPathKind(draft.kind) || !value.startsWith(QChar(u'/'))) {
        return value;
    }
    value = QDir::cleanPath(value);
    if (draft.kind == RuleKind::ControlGroup) {
        if (value == cgroupRoot) {
            return QStringLiteral("/");
        }
        if (value.startsWith(cgroupRoot + QChar(u'/'))) {
            value.remove(0, cgroupRoot.size());
        }
    }
    return value;
}

QString emptyProblem(RuleKind kind) {
    switch (kind) {
    case RuleKind::Program:
        return Text::tr("Type the path of the program, such as /usr/bin/python3, or choose it.");
    case RuleKind::Unit:
        return Text::tr("Type the name of the unit, such as nginx.service.");
    case RuleKind::ControlGroup:
        return Text::tr("Type the path of the control group, such as /system.slice.");
    case RuleKind::User:
        break;
    }
    return Text::tr("Type the name or the number of the user.");
}

QString pathProblem(RuleKind kind, const QString& path) {
    if (!path.startsWith(QChar(u'/'))) {
        return Text::tr("The path must begin with a slash: a rule needs all of it.");
    }
    if (path.split(QChar(u'/')).contains(QStringLiteral(".."))) {
        return Text::tr("The path leads out of the root folder with “..”.");
    }
    if (kind == RuleKind::Program && path == QStringLiteral("/")) {
        return Text::tr("That is a folder: the path must be that of a program.");
    }
    return {};
}

QString unitProblem(const QString& unit) {
    const QString others = QStringLiteral(":-_.\\@");
    if (!std::ranges::all_of(
            unit, [&others](QChar c) { return isLetterOrDigit(c) || others.contains(c); })) {
        return Text::tr("A unit’s name has letters, digits and the characters : - _ . \\ @ only.");
    }
    if (unit.endsWith(QStringLiteral(".slice"))) {
        return Text::tr("A slice is not possible here: make a rule about its control group.");
    }
    const bool known =
        unit.endsWith(QStringLiteral(".service")) || unit.endsWith(QStringLiteral(".scope"));
    if (!known || unit.lastIndexOf(QChar(u'.')) == 0) {
        return Text::tr("The name must end in .service or .scope, as in nginx.service.");
    }
    return {};
}

QString valueProblem(RuleKind kind, const QString& value) {
    if (value.isEmpty()) {
        return emptyProblem(kind);
    }
    if (!isPlainText(value)) {
        return Text::tr("There are characters in it that cannot be seen. Type it anew.");
    }
    const qsizetype max = isPathKind(kind) ? maxPath : kind == RuleKind::Unit ? maxUnit : maxUser;
    if (value.toUtf8().size() > max) {
        return Text::tr("That is too long: at most %1 bytes.").arg(max);
    }
    if (isPathKind(kind)) {
        return pathProblem(kind, value);
    }
    return kind == RuleKind::Unit ? unitProblem(value) : QString();
}

QString domainProblem(const QString& domain) {
    const auto allowed = [](QChar c) { return isLetterOrDigit(c) || c == QChar(u'-'); };
    if (domain.size() > maxDomain || !std::ranges::all_of(domain, allowed) ||
        domain != domain.toLower()) {
        return Text::tr("A domain is a word of at most %1 small letters, digits and hyphens.")
            .arg(maxDomain);
    }
    return {};
}

QString conflictText(const client::Rule& rule) {
    return rule.enabled
               ? Text::tr("Rule %1 is about this already. Edit or remove that one.").arg(rule.id)
               : Text::tr("Rule %1 is about this already, and is off. Edit, enable or "
                          "remove that one.")
                     .arg(rule.id);
}

} // namespace

RuleDraft draftOf(const client::Rule& rule) {
    return {.kind = ruleKind(rule.kind).value_or(RuleKind::Program),
            .value = ruleValueText(rule),
            .never = rule.action == "never",
            .domain = QString::fromStdString(rule.domain),
            .priority = rule.priority,
            .enabled = rule.enabled,
            .comment = QString::fromStdString(rule.comment)};
}

QString valueFor(RuleKind kind, const client::ProcessRow& process) {
    switch (kind) {
    case RuleKind::Program:
        return QString::fromStdString(process.exe);
    case RuleKind::Unit: {
        // Slices, and units of users' own managers, are no units to a rule.
        const QString unit = QString::fromStdString(process.unit);
        return unitProblem(unit).isEmpty() ? unit : QString();
    }
    case RuleKind::ControlGroup:
        break; // the service does not tell
    case RuleKind::User:
        return QString::fromStdString(process.user);
    }
    return {};
}

bool isAboutTheSame(const client::Rule& rule, const client::NewRule& wanted) {
    return rule.kind == wanted.kind &&
           (rule.value == wanted.value || (!rule.user.empty() && rule.user == wanted.value));
}

client::NewRule newRule(const RuleDraft& draft) {
    return {.kind = ruleKindWord(draft.kind),
            .value = cleanedValue(draft).toStdString(),
            .never = draft.never,
            .domain = draft.never ? std::string() : draft.domain.trimmed().toStdString(),
            .priority = draft.priority,
            .enabled = draft.enabled,
            .comment = draft.comment.trimmed().toStdString()};
}

std::optional<RuleProblem> problemOf(const RuleDraft& draft,
                                     const std::vector<client::Rule>& others) {
    if (const QString text = valueProblem(draft.kind, cleanedValue(draft)); !text.isEmpty()) {
        return RuleProblem{.field = RuleField::Value, .sentence = text};
    }
    const client::NewRule wanted = newRule(draft);
    const auto same = std::ranges::find_if(
        others, [&wanted](const client::Rule& rule) { return isAboutTheSame(rule, wanted); });
    if (same != others.end()) {
        return RuleProblem{.field = RuleField::Value, .sentence = conflictText(*same)};
    }
    if (!draft.never) {
        if (const QString text = domainProblem(draft.domain.trimmed()); !text.isEmpty()) {
            return RuleProblem{.field = RuleField::Domain, .sentence = text};
        }
    }
    const QString comment = draft.comment.trimmed();
    if (comment.toUtf8().size() > maxComment) {
        return RuleProblem{.field = RuleField::Comment,
                           .sentence =
                               Text::tr("The note is too long: at most %1 bytes.").arg(maxComment)};
    }
    if (!isPlainText(comment)) {
        return RuleProblem{
            .field = RuleField::Comment,
            .sentence = Text::tr("There are characters in it that cannot be seen. Type it anew.")};
    }
    return std::nullopt;
}

} // namespace samepage::gui
