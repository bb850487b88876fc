// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/service_words.h"

#include "gui/setup_state.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <utility>
#include <vector>

namespace samepage::gui {
namespace {

// Sentences of the service; %1 and so on stand for what differs. The first one that
// fits counts: the general ones come after those that they would swallow.
constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("ServiceWords", "Running until it is paused."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Waiting, as the kernel does not say how much memory is available."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Running, as %1 of memory is available; it waits from %2 on."),
    QT_TRANSLATE_NOOP("ServiceWords", "Waiting for less than %1 of memory to be available; %2 is."),
    QT_TRANSLATE_NOOP("ServiceWords", "Running, as the machine is on mains power."),
    QT_TRANSLATE_NOOP("ServiceWords", "Waiting for mains power; the machine runs on its battery."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Waiting, as this kernel does not measure memory pressure (PSI)."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Running, as programs waited for memory for %1 of the last seconds."),
    QT_TRANSLATE_NOOP("ServiceWords", "Waiting for memory pressure above %1; it is %2."),
    QT_TRANSLATE_NOOP("ServiceWords", "Another program has started it."),
    QT_TRANSLATE_NOOP("ServiceWords", "Another program has paused it."),
    QT_TRANSLATE_NOOP("ServiceWords", "It was not started, or was paused."),
    QT_TRANSLATE_NOOP("ServiceWords", "All merged memory is being unmerged."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "All merged memory is being unmerged right now: wait until that is done, or cancel it."),
    QT_TRANSLATE_NOOP("ServiceWords", "This kernel does not measure memory pressure (PSI): start "
                                      "it with \"psi=1\", or choose another policy."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel module samepage is not loaded. Load it, for "
                                      "example with \"samepagectl load\"."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel module samepage is not installed for the running kernel. Install "
                      "the package samepage-dkms, and the headers of this kernel, then load it."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel module samepage is installed, but not built for the running "
                      "kernel. Install the headers of this kernel and build it: \"apt install "
                      "linux-headers-$(uname -r)\", then \"dkms autoinstall\", as root."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel refused the module samepage because of its signature. With "
                      "Secure Boot, enrol the key that DKMS signs with (\"mokutil --import "
                      "/var/lib/dkms/mok.pub\" as root), then restart."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel is locked down and loads only modules that are signed with a key "
                      "it trusts. Enrol the key that DKMS signs with (\"mokutil --import "
                      "/var/lib/dkms/mok.pub\" as root), then restart."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "The running kernel lacks something that the module samepage needs. Start a "
        "kernel that it supports: Linux 6.1, 6.12 or 7.3 for x86-64 as Debian has them, built "
        "with CONFIG_KSM and CONFIG_KPROBES."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel module samepage could not start on this kernel; "
                                      "the kernel log says why (journalctl -k)."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The loaded kernel module samepage does not fit this version of the service. "
                      "Unload it, install the matching package, and load it again."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel's own scanner is running or still has pages merged. Stop it with "
                      "\"echo 2 > /sys/kernel/mm/ksm/run\" as root."),
    QT_TRANSLATE_NOOP("ServiceWords", "The running kernel is %1."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "The kernel said nothing: the module may be on a blacklist in /etc/modprobe.d."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel said: %1"),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel module samepage is in use right now; try again in a moment."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel module is being unloaded right now."),
    QT_TRANSLATE_NOOP("ServiceWords", "It was ended early: the kernel module is being unloaded."),
    QT_TRANSLATE_NOOP("ServiceWords", "It was ended early: %1."),
    QT_TRANSLATE_NOOP("ServiceWords", "It was cancelled."),
    QT_TRANSLATE_NOOP("ServiceWords", "It was interrupted; what is left stays merged."),
    QT_TRANSLATE_NOOP("ServiceWords", "The scanner is gone: its module was unloaded."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "There is not enough free memory to give every process its own copy again. "
                      "What is left stays merged; free some memory and try again."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel did not stop scanning: %1."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel did not start scanning: %1."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel did not unmerge the memory: %1."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The kernel's own scanner is busy with something else; try again."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "The kernel's own scanner cannot mark a running process: that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel's own scanner cannot unmark a running process: "
                                      "that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel's own scanner cannot merge one process at once: "
                                      "that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel's own scanner cannot merge one process at once, "
                                      "nor end that: that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel's own scanner cannot estimate what marking would "
                                      "save: that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel's own scanner cannot say why memory is not "
                                      "merged: that needs the samepage module."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "Nothing on this system can merge memory: this kernel has no scanner of its own."),
    QT_TRANSLATE_NOOP("ServiceWords", "The samepage module does not answer: it is being unloaded."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The samepage module does not answer: it is not loaded any more."),
    QT_TRANSLATE_NOOP("ServiceWords", "The samepage module did not answer the question."),
    QT_TRANSLATE_NOOP("ServiceWords", "The samepage module may have it."),
    QT_TRANSLATE_NOOP("ServiceWords", "The samepage module refused: the process has exited."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "The samepage module refused: the process id belongs to another process now."),
    QT_TRANSLATE_NOOP("ServiceWords", "The samepage module refused: %1."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Rules are applied to running processes only, not to new ones."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The rules are kept, but not applied: that needs the samepage module."),
    QT_TRANSLATE_NOOP("ServiceWords", "Not authorised: polkit does not allow you %1."),
    QT_TRANSLATE_NOOP("ServiceWords", "Not authorised: polkit could not be asked about %1: %2."),
    QT_TRANSLATE_NOOP("ServiceWords", "Not authorised: the password prompt for %1 was dismissed."),
    QT_TRANSLATE_NOOP("ServiceWords", "Not authorised: polkit asks for an administrator's password "
                                      "for %1, and no authentication agent of yours got one."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Not authorised: the process has changed its user in the meantime."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Process %1 is a kernel thread: it has no memory of its own."),
    QT_TRANSLATE_NOOP("ServiceWords", "There is no process %1; it may have exited."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "You have too many requests waiting; wait for some of them to be answered."),
    QT_TRANSLATE_NOOP("ServiceWords", "The service has too many requests to do; try again."),
    QT_TRANSLATE_NOOP("ServiceWords", "The scanner in use has no setting \"%1\"."),
    QT_TRANSLATE_NOOP("ServiceWords", "\"%1\" must be a number from %2 to %3 (type t)."),
    QT_TRANSLATE_NOOP("ServiceWords", "The kernel did not set \"%1\" to %2: %3."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "It can only be changed while nothing is merged: unmerge everything first."),
    QT_TRANSLATE_NOOP("ServiceWords", "Nothing was changed."),
    QT_TRANSLATE_NOOP("ServiceWords", "There are %1 rules already: remove some first."),
    QT_TRANSLATE_NOOP("ServiceWords", "There is no rule %1."),
    QT_TRANSLATE_NOOP("ServiceWords", "There is no user \"%1\" on this system."),
    QT_TRANSLATE_NOOP(
        "ServiceWords",
        "The path must be absolute, without \"//\", \".\", \"..\" and a slash at its end."),
    QT_TRANSLATE_NOOP("ServiceWords", "The path must be that of a program."),
    QT_TRANSLATE_NOOP("ServiceWords", "The value is not the name of a systemd unit."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The value must be the name of a service or a scope, with \".service\" or "
                      "\".scope\" at its end; for slices there are rules about a cgroup."),
    QT_TRANSLATE_NOOP("ServiceWords", "The value must be the name or the id of a user."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "The domain must be a word of at most %1 small letters, digits and \"-\"."),
    QT_TRANSLATE_NOOP("ServiceWords", "A rule that never marks has no domain: leave it out."),
    QT_TRANSLATE_NOOP("ServiceWords", "The priority must be from -%1 to %2."),
};

struct Pattern {
    QRegularExpression expression;
    const char* sentence;
};

Pattern patternOf(const char* sentence) {
    const QString text = QString::fromLatin1(sentence);
    static const QRegularExpression gap(QStringLiteral("%\\d"));
    QString expression;
    qsizetype at = 0;
    for (auto match = gap.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        expression += QRegularExpression::escape(text.mid(at, found.capturedStart() - at));
        at = found.capturedEnd();
        // At the end of a sentence it takes all that is left.
        expression += at == text.size() ? QStringLiteral("(.+)") : QStringLiteral("(.+?)");
    }
    expression += QRegularExpression::escape(text.mid(at)) + QStringLiteral("(?= |$)");
    return {.expression =
                QRegularExpression(expression, QRegularExpression::DotMatchesEverythingOption),
            .sentence = sentence};
}

// "2.5 %" as people of this language write it.
QString localized(const QString& captured) {
    static const QRegularExpression percent(QStringLiteral("^(\\d+)\\.(\\d+) %$"));
    QString text = captured;
    return text.replace(percent,
                        QStringLiteral("\\1") + QLocale().decimalPoint() + QStringLiteral("\\2 %"));
}

QString filled(const Pattern& pattern, const QRegularExpressionMatch& match) {
    QString text = QCoreApplication::translate("ServiceWords", pattern.sentence);
    const auto part = [&match](int number) { return localized(match.captured(number)); };
    // At once: what is put in may have a "%1" of its own.
    switch (match.lastCapturedIndex()) {
    case 0:
        return text;
    case 1:
        return text.arg(part(1));
    case 2:
        return text.arg(part(1), part(2));
    default:
        return text.arg(part(1), part(2), part(3));
    }
}

// What is known, sentence by sentence, and what is left.
std::pair<QStringList, QString> split(const QString& text) {
    static const std::vector<Pattern> patterns = [] {
        std::vector<Pattern> all;
        for (const char* sentence : sentences) {
            all.push_back(patternOf(sentence));
        }
        return all;
    }();
    QStringList known;
    QString rest = text.trimmed();
    bool found = true;
    while (found && !rest.isEmpty()) {
        found = false;
        for (const Pattern& pattern : patterns) {
            const QRegularExpressionMatch match =
                pattern.expression.match(rest, 0, QRegularExpression::NormalMatch,
                                         QRegularExpression::AnchorAtOffsetMatchOption);
            if (match.hasMatch()) {
                known << filled(pattern, match);
                rest = rest.mid(match.capturedLength()).trimmed();
                found = true;
                break;
            }
        }
    }
    return {known, rest};
}

} // namespace

QString serviceText(const std::string& text) {
    auto [parts, rest] = split(QString::fromStdString(text));
    if (!rest.isEmpty()) {
        parts << rest;
    }
    return parts.join(QChar(u' '));
}

std::optional<QString> knownServiceText(const std::string& text) {
    const auto [parts, rest] = split(QString::fromStdString(text));
    return rest.isEmpty() ? std::optional(parts.join(QChar(u' '))) : std::nullopt;
}

QString explanationText(const client::EngineStatus& status) {
    const bool known =
        status.problem != client::Problem::None && status.problem != client::Problem::Unknown;
    if (status.state == client::EngineState::Unavailable && known) {
        if (const auto state = setupState(Link::Connected, status)) {
            return state->title + QStringLiteral(". ") + state->text;
        }
    }
    return serviceText(status.explanation);
}

} // namespace samepage::gui
