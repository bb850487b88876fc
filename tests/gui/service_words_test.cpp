// SPDX-License-Identifier: GPL-2.0-or-later
// Sentences as the service itself makes them, in German: one that it words anew, or
// that is new, is missed here.
#include "gui/service_words.h"

#include "authority/verdict.h"
#include "engine/module_failure.h"
#include "engine/problem.h"
#include "engine/run_failure.h"
#include "gui/translation.h"
#include "rules/rule_check.h"
#include "run/run_gate.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <string>

namespace samepage {
namespace {

class ServiceWords : public testing::Test {
protected:
    static void SetUpTestSuite() {
        gui::installTranslations(*QCoreApplication::instance(), {QStringLiteral("de_DE")});
    }

    static void expectGerman(const std::string& sentence) {
        const auto german = gui::knownServiceText(sentence);
        ASSERT_TRUE(german.has_value()) << sentence;
        EXPECT_NE(german->toStdString(), sentence);
        EXPECT_FALSE(german->contains(QChar(u'%') + QStringLiteral("1"))) << sentence;
    }
};

TEST_F(ServiceWords, WhyTheScannerRunsOrWaits) {
    const QTemporaryDir machine;
    const auto put = [&machine](const QString& path, const char* text) {
        const QString whole = machine.filePath(path);
        QDir().mkpath(QFileInfo(whole).path());
        QFile file(whole);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    const Conditions conditions(std::filesystem::path(machine.path().toStdString()));
    const auto why = [&conditions](const RunPolicy& policy) {
        RunGate gate;
        return gate.judge(policy, conditions).why;
    };
    expectGerman(why({}));
    for (const RunWhen when : {RunWhen::LowMemory, RunWhen::Mains, RunWhen::Pressure}) {
        expectGerman(why({.when = when})); // a kernel that says nothing
    }
    put(QStringLiteral("proc/meminfo"), "MemTotal: 1000 kB\nMemAvailable: 610 kB\n");
    put(QStringLiteral("proc/pressure/memory"), "some avg10=2.50 avg60=0.00 avg300=0.00 total=1\n");
    expectGerman(why({.when = RunWhen::LowMemory, .memoryPercent = 25}));
    expectGerman(why({.when = RunWhen::LowMemory, .memoryPercent = 90}));
    expectGerman(why({.when = RunWhen::Pressure, .pressurePercent = 1}));
    expectGerman(why({.when = RunWhen::Pressure, .pressurePercent = 50}));
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    EXPECT_EQ(*gui::knownServiceText(why({.when = RunWhen::Pressure, .pressurePercent = 50})),
              QStringLiteral("Gewartet wird auf einen Speicherdruck über 50,0 %; jetzt sind es "
                             "2,5 %."));
    QLocale::setDefault(before);
    put(QStringLiteral("sys/class/power_supply/BAT0/type"), "Battery\n");
    put(QStringLiteral("sys/class/power_supply/BAT0/status"), "Discharging\n");
    put(QStringLiteral("sys/class/power_supply/AC/type"), "Mains\n");
    put(QStringLiteral("sys/class/power_supply/AC/online"), "0\n");
    expectGerman(why({.when = RunWhen::Mains}));
}

TEST_F(ServiceWords, WhatIsWrongWithTheModule) {
    for (const std::string_view problem :
         {problem::moduleNotLoaded, problem::moduleNotInstalled, problem::moduleNotBuilt,
          problem::moduleRefused, problem::moduleLockedDown, problem::moduleUnsupported,
          problem::moduleFailed, problem::moduleIncompatible, problem::builtinBusy}) {
        expectGerman(problem::advice(problem));
        // As it is said of what only the module can do.
        expectGerman("The kernel's own scanner cannot mark a running process: that needs the "
                     "samepage module. " +
                     problem::advice(problem));
    }
}

TEST_F(ServiceWords, WhatPolkitSays) {
    Question question;
    question.action = Action::MarkAny;
    question.interactive = true;
    expectGerman(verdict(question, {})->what());
    Answer answer;
    answer.challenge = true;
    expectGerman(verdict(question, answer)->what());
    answer.dismissed = true;
    expectGerman(verdict(question, answer)->what());
    answer.trouble = "it is gone";
    expectGerman(verdict(question, answer)->what());
}

TEST_F(ServiceWords, WhatTheKernelRefuses) {
    for (const int error : {EBUSY, ENODEV, ENOMEM, EINTR, EIO}) {
        for (const int run : {0, 1, 2}) {
            expectGerman(runFailure(run, error,
                                    "The kernel's own scanner is busy with something else; try "
                                    "again.")
                             .what());
        }
    }
    for (const int error : {ESRCH, ESTALE, ECANCELED, ENOENT, EINVAL}) {
        NetlinkAck ack;
        ack.error = error;
        expectGerman(moduleFailure(ack).what());
    }
}

TEST_F(ServiceWords, WhyARuleIsNotTaken) {
    const auto refusal = [](const Rule& rule) -> std::string {
        try {
            static_cast<void>(checkedRule(rule));
        } catch (const Failure& failure) {
            return failure.what();
        }
        return "no refusal";
    };
    const auto rule = [](RuleKind kind, const char* value) {
        Rule made;
        made.kind = kind;
        made.value = value;
        return made;
    };
    expectGerman(refusal(rule(RuleKind::Executable, "python3")));
    expectGerman(refusal(rule(RuleKind::Executable, "/")));
    expectGerman(refusal(rule(RuleKind::Unit, "a b")));
    expectGerman(refusal(rule(RuleKind::Unit, "user.slice")));
    expectGerman(refusal(rule(RuleKind::User, "")));
    Rule wrong = rule(RuleKind::User, "0");
    wrong.domain = "A B";
    expectGerman(refusal(wrong));
    wrong.domain = "a";
    wrong.action = RuleAction::Never;
    expectGerman(refusal(wrong));
    wrong = rule(RuleKind::User, "0");
    wrong.priority = maxRulePriority + 1;
    expectGerman(refusal(wrong));
}

TEST_F(ServiceWords, WhatIsNotKnownStaysAsItIs) {
    EXPECT_FALSE(gui::knownServiceText("It was cancelled. By a later service."));
    EXPECT_EQ(gui::serviceText("It was cancelled. By a later service."),
              QStringLiteral("Es wurde abgebrochen. By a later service."));
    EXPECT_EQ(gui::serviceText("The kernel said: samepage: 50 %1 of it. No."),
              QStringLiteral("Der Kernel sagt: samepage: 50 %1 of it. No."));
    EXPECT_TRUE(gui::serviceText("").isEmpty());
}

TEST_F(ServiceWords, AProblemIsKnownByItsWord) {
    EXPECT_TRUE(gui::explanationText({.state = client::EngineState::Unavailable,
                                      .problem = client::Problem::ModuleNotLoaded,
                                      .explanation = "Worded anew."})
                    .startsWith(QStringLiteral("Das Samepage-Modul ist nicht geladen")));
}

} // namespace
} // namespace samepage
