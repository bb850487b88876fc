// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/setup_page.h"
#include "gui/setup_state.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <set>

namespace samepage::gui {
namespace {

using client::Backend;
using client::Problem;

EngineStatus statusWith(Problem problem, Backend backend = Backend::None) {
    return {.backend = backend,
            .state = client::EngineState::Unavailable,
            .problem = problem,
            .version = "0.1.0",
            .moduleVersion = ""};
}

std::vector<SetupState> everyState() {
    std::vector<SetupState> states;
    for (const Link link : {Link::Connecting, Link::BusGone, Link::HelperNotInstalled,
                            Link::HelperNotAnswering, Link::HelperIncompatible}) {
        states.push_back(setupState(link, {}).value());
    }
    for (const Problem problem :
         {Problem::ModuleNotLoaded, Problem::ModuleNotInstalled, Problem::ModuleNotBuilt,
          Problem::ModuleLockedDown, Problem::ModuleUnsupported, Problem::ModuleRefused,
          Problem::ModuleFailed, Problem::ModuleIncompatible, Problem::BuiltinBusy,
          Problem::Unknown}) {
        states.push_back(setupState(Link::Connected, statusWith(problem)).value());
    }
    return states;
}

TEST(SetupState, AllIsWellOnlyWithAnEngineAndNoProblem) {
    EXPECT_FALSE(setupState(Link::Connected, statusWith(Problem::None, Backend::Module)));
    EXPECT_FALSE(setupState(Link::Connected, statusWith(Problem::None, Backend::Builtin)));
    EXPECT_TRUE(setupState(Link::Connected, statusWith(Problem::None, Backend::None)));
    EXPECT_TRUE(setupState(Link::Connected, statusWith(Problem::None, Backend::Unknown)));
}

TEST(SetupState, EachSaysWhatIsWrongAndWhatToDo) {
    std::set<QString> ids;
    std::set<QString> titles;
    for (const SetupState& state : everyState()) {
        ids.insert(state.id);
        titles.insert(state.title);
        EXPECT_GT(state.title.size(), 10);
        if (!state.waiting) {
            EXPECT_GT(state.text.size(), 40) << qPrintable(state.id);
            EXPECT_TRUE(state.action != SetupAction::None || !state.steps.isEmpty())
                << qPrintable(state.id);
        }
        EXPECT_EQ(state.steps.isEmpty(), state.stepsTitle.isEmpty()) << qPrintable(state.id);
    }
    EXPECT_EQ(ids.size(), everyState().size());
    EXPECT_EQ(titles.size(), everyState().size());
}

TEST(SetupState, TheBuiltinScannerLeavesTheWindowUsable) {
    EXPECT_TRUE(setupState(Link::Connected, statusWith(Problem::ModuleNotLoaded, Backend::Builtin))
                    ->usable);
    EXPECT_FALSE(
        setupState(Link::Connected, statusWith(Problem::ModuleNotLoaded, Backend::None))->usable);
}

TEST(SetupState, CommandsAreThoseOfTheSystem) {
    const auto steps = [](PackageSystem system) {
        return setupState(Link::Connected, statusWith(Problem::ModuleNotInstalled), {}, system)
            ->steps;
    };
    EXPECT_EQ(steps(PackageSystem::Apt)[0],
              QStringLiteral("$ sudo apt install samepage-dkms linux-headers-amd64"));
    EXPECT_EQ(steps(PackageSystem::Dnf)[0],
              QStringLiteral("$ sudo dnf install samepage-dkms kernel-devel"));
    EXPECT_EQ(steps(PackageSystem::Pacman)[0],
              QStringLiteral("$ sudo pacman -S samepage-dkms linux-headers"));
    // No command that is not there.
    EXPECT_FALSE(steps(PackageSystem::Unknown)[0].startsWith(QChar(u'$')));
}

TEST(PackageSystem, IsReadOutOfOsRelease) {
    const auto of = [](const char* text) { return packageSystemOf(QString::fromLatin1(text)); };
    EXPECT_EQ(of("NAME=\"Debian GNU/Linux\"\nID=debian\n"), PackageSystem::Apt);
    EXPECT_EQ(of("ID_LIKE=\"ubuntu debian\"\nID=linuxmint\n"), PackageSystem::Apt);
    EXPECT_EQ(of("ID=fedora"), PackageSystem::Dnf);
    EXPECT_EQ(of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), PackageSystem::Dnf);
    EXPECT_EQ(of("ID=manjaro\nID_LIKE=arch\n"), PackageSystem::Pacman);
    EXPECT_EQ(of("ID=nixos\n"), PackageSystem::Unknown);
    EXPECT_EQ(of(""), PackageSystem::Unknown);
}

TEST(SetupPage, ShowsEveryStateInFull) {
    SetupPage page;
    page.resize(900, 700);
    page.show();
    for (const SetupState& state : everyState()) {
        page.showState(state);
        QTest::qWait(1);
        QStringList visible;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible()) {
                visible << label->text();
            }
        }
        EXPECT_TRUE(visible.contains(state.title));
        EXPECT_TRUE(state.text.isEmpty() || visible.contains(state.text)) << qPrintable(state.id);
        for (QString step : state.steps) {
            step.remove(QRegularExpression(QStringLiteral("^\\$ ")));
            EXPECT_TRUE(visible.contains(step)) << qPrintable(step);
        }
        EXPECT_EQ(page.accessibleName(), state.title);
    }
}

TEST(SetupPage, ItsButtonAsksForTheFixAndWaits) {
    SetupPage page;
    const SetupState state =
        setupState(Link::Connected, statusWith(Problem::ModuleNotLoaded)).value();
    page.showState(state);
    page.show();
    QPushButton* button = nullptr;
    for (QPushButton* candidate : page.findChildren<QPushButton*>()) {
        if (candidate->isVisible()) {
            ASSERT_EQ(button, nullptr) << "one thing to do, one button";
            button = candidate;
        }
    }
    ASSERT_NE(button, nullptr);
    const QSignalSpy chosen(&page, &SetupPage::actionChosen);
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].value<SetupAction>(), SetupAction::LoadModule);
    page.setBusy(true);
    EXPECT_FALSE(button->isEnabled());
    page.setBusy(false);
    EXPECT_TRUE(button->isEnabled());
}

} // namespace
} // namespace samepage::gui
