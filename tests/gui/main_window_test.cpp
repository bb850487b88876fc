// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_fixture.h"

#include "gui/actions.h"
#include "gui/chart_panel.h"
#include "gui/details_pane.h"
#include "gui/empty_notice.h"
#include "gui/message_bar.h"
#include "gui/process_view.h"
#include "gui/setup_page.h"
#include "gui/status_line.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace samepage::gui {
namespace {

using client::Backend;
using client::EngineState;
using client::ErrorKind;
using client::Problem;

TEST_F(MainWindowTest, ShowsTheProcessesAndWhatASelectionHolds) {
    work();
    EXPECT_FALSE(setupShown());
    EXPECT_EQ(view().model()->rowCount(), 12);
    EXPECT_TRUE(part<DetailsPane>().explanation().isEmpty());
    select(0);
    EXPECT_FALSE(part<DetailsPane>().explanation().isEmpty());
    EXPECT_TRUE(part<StatusLine>().stateText().contains(QStringLiteral("Paused")));
}

TEST_F(MainWindowTest, AShortInterruptionDoesNotTurnThePage) {
    work();
    select(2);
    client_.changeLink(Link::Connecting);
    settle();
    EXPECT_FALSE(setupShown());
    client_.changeLink(Link::Connected);
    settle();
    EXPECT_EQ(view().selected().size(), 1U);
    client_.changeLink(Link::Connecting);
    EXPECT_TRUE(QTest::qWaitFor([this] { return setupShown(); }, 4000));
    client_.changeLink(Link::Connected);
    EXPECT_FALSE(setupShown());
    EXPECT_EQ(view().selected().size(), 1U);
}

TEST_F(MainWindowTest, EachThingMissingHasItsPageAndGoesByItself) {
    work();
    for (const Link link : {Link::BusGone, Link::HelperNotInstalled, Link::HelperNotAnswering,
                            Link::HelperIncompatible}) {
        client_.changeLink(link);
        EXPECT_TRUE(setupShown());
        EXPECT_NE(button(QStringLiteral("Try again")), nullptr);
        client_.changeLink(Link::Connected);
        EXPECT_FALSE(setupShown());
    }
    EngineStatus status = client_.status();
    status.backend = Backend::None;
    for (const Problem problem :
         {Problem::ModuleNotLoaded, Problem::ModuleNotInstalled, Problem::ModuleNotBuilt,
          Problem::ModuleLockedDown, Problem::ModuleUnsupported, Problem::ModuleRefused,
          Problem::ModuleFailed, Problem::ModuleIncompatible, Problem::BuiltinBusy,
          Problem::Unknown}) {
        status.problem = problem;
        client_.changeStatus(status);
        EXPECT_TRUE(setupShown()) << static_cast<int>(problem);
    }
    status.problem = Problem::None;
    status.backend = Backend::Module;
    client_.changeStatus(status);
    EXPECT_FALSE(setupShown());
}

TEST_F(MainWindowTest, LoadModuleFromThePageAndItsRefusal) {
    client_.appear();
    EngineStatus status = client_.status();
    status.backend = Backend::None;
    status.problem = Problem::ModuleNotLoaded;
    status.moduleVersion.clear();
    client_.changeStatus(status);
    ASSERT_TRUE(setupShown());
    QTest::mouseClick(button(QStringLiteral("Load module")), Qt::LeftButton);
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::LoadModule);
    EXPECT_EQ(button(QStringLiteral("Load module")), nullptr); // it waits

    client_.refuseCommand(ErrorKind::NotAuthorized, "You were not allowed to.");
    EXPECT_TRUE(message().contains(QStringLiteral("You were not allowed to.")));
    ASSERT_NE(button(QStringLiteral("Load module")), nullptr);
    QTest::mouseClick(button(QStringLiteral("Load module")), Qt::LeftButton);
    EXPECT_TRUE(message().isEmpty());
    client_.answerCommand();
    status.backend = Backend::Module;
    status.problem = Problem::None;
    client_.changeStatus(status);
    EXPECT_FALSE(setupShown());
}

TEST_F(MainWindowTest, WithTheBuiltinScannerABarIsEnough) {
    work();
    EngineStatus status = client_.status();
    status.backend = Backend::Builtin;
    status.problem = Problem::ModuleRefused;
    status.moduleVersion.clear();
    client_.changeStatus(status);
    selectUnmarked();
    EXPECT_FALSE(setupShown());
    EXPECT_FALSE(message().isEmpty());
    EXPECT_FALSE(actions().mark->isEnabled());
    EXPECT_TRUE(part<DetailsPane>().explanation().contains(QStringLiteral("module")));

    QTest::mouseClick(button(QStringLiteral("What to do…")), Qt::LeftButton);
    EXPECT_TRUE(setupShown());
    QTest::mouseClick(button(QStringLiteral("Back to the processes")), Qt::LeftButton);
    EXPECT_FALSE(setupShown());
}

TEST_F(MainWindowTest, MarksWithTheKeyboardAndShowsTheOutcomeInTheRow) {
    work();
    selectUnmarked();
    const int row = view().currentIndex().row();
    QTest::keyClick(window_.get(), Qt::Key_M, Qt::ControlModifier);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_EQ(cell(row, ProcessModel::State), QStringLiteral("Marking…"));
    client_.answerMark();
    settle();
    EXPECT_EQ(cell(row, ProcessModel::State), QStringLiteral("Marked"));
    EXPECT_TRUE(message().isEmpty());

    QTest::keyClick(window_.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_FALSE(client_.marks[0].marked);
    EXPECT_EQ(cell(row, ProcessModel::State), QStringLiteral("Unmarking…"));
    client_.refuseMark(ErrorKind::Failed, "Not enough memory.");
    settle();
    EXPECT_EQ(cell(row, ProcessModel::State), QStringLiteral("Failed"));
    EXPECT_TRUE(message().contains(QStringLiteral("Not enough memory.")));
    QTest::keyClick(window_.get(), Qt::Key_Escape);
    EXPECT_TRUE(message().isEmpty());
}

TEST_F(MainWindowTest, AllUsersDeniedFallsBackWithAMessage) {
    work();
    QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Allowed);
    client_.refuseList(ErrorKind::NotAuthorized, "Not for you.");
    EXPECT_TRUE(message().contains(QStringLiteral("Not for you.")));
    EXPECT_TRUE(actions().scopeMine->isChecked());
    client_.answerList(madeUpProcesses(5, false));
    EXPECT_EQ(view().model()->rowCount(), 5);
    QTest::mouseClick(button(QStringLiteral("Ask again")), Qt::LeftButton);
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Allowed);
    client_.answerList(madeUpProcesses(30, true));
    EXPECT_TRUE(actions().scopeAll->isChecked());
    EXPECT_EQ(view().model()->rowCount(), 30);
}

TEST_F(MainWindowTest, StartAndPauseFollowTheService) {
    work();
    EXPECT_TRUE(actions().start->isEnabled());
    EXPECT_FALSE(actions().pause->isEnabled());
    QTest::mouseClick(button(QStringLiteral("Start")), Qt::LeftButton);
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::Start);
    client_.refuseCommand(ErrorKind::Busy, "The other scanner runs.");
    EXPECT_TRUE(message().contains(QStringLiteral("The other scanner runs.")));
    EXPECT_NE(button(QStringLiteral("Start")), nullptr);

    EngineStatus status = client_.status();
    status.state = EngineState::Running;
    client_.changeStatus(status);
    EXPECT_NE(button(QStringLiteral("Pause")), nullptr);
    QTest::keyClick(window_.get(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::Pause);
}

TEST_F(MainWindowTest, UnmergeAllIsConfirmedInsideTheWindow) {
    work();
    actions().unmergeAll->trigger();
    EXPECT_TRUE(client_.commands.empty());
    QTest::mouseClick(button(QStringLiteral("Unmerge")), Qt::LeftButton);
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::UnmergeAll);
}

TEST_F(MainWindowTest, FiltersAsYouTypeAndSaysWhenNothingMatches) {
    work();
    QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
    auto& field = part<QLineEdit>();
    ASSERT_TRUE(field.hasFocus());
    QTest::keyClicks(&field, QStringLiteral("python"));
    EXPECT_EQ(view().model()->rowCount(), 3);
    QTest::keyClicks(&field, QStringLiteral("zzz"));
    EXPECT_EQ(view().model()->rowCount(), 0);
    EXPECT_TRUE(view().notice().title().contains(QStringLiteral("pythonzzz")));
    QTest::keyClick(&field, Qt::Key_Escape);
    EXPECT_EQ(view().model()->rowCount(), 12);
    EXPECT_TRUE(view().notice().title().isEmpty());
    QTest::keyClick(&field, Qt::Key_Down);
    EXPECT_TRUE(view().hasFocus());
}

TEST_F(MainWindowTest, CopiesTheSelectionAsText) {
    work();
    select(1);
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList cells = QGuiApplication::clipboard()->text().split(QChar(u'\t'));
    const QHeaderView& header = *view().header();
    ASSERT_EQ(cells.size(), header.count() - header.hiddenSectionCount());
    EXPECT_EQ(cells[0], cell(1, 0));
}

TEST_F(MainWindowTest, AListKeepsSelectionAndScroll) {
    work(300);
    select(150);
    const std::vector<ProcessRow> before = view().selected();
    const int scroll = view().verticalScrollBar()->value();
    ASSERT_GT(scroll, 0);
    actions().refresh->trigger();
    std::vector<ProcessRow> rows = madeUpProcesses(300, false);
    for (ProcessRow& row : rows) {
        row.saved += 4096;
    }
    client_.answerList(rows);
    settle();
    ASSERT_EQ(view().selected().size(), 1U);
    EXPECT_EQ(view().selected()[0].key, before[0].key);
    EXPECT_EQ(view().verticalScrollBar()->value(), scroll);
}

TEST_F(MainWindowTest, AsksForNothingWhileItCannotBeSeen) {
    work();
    window_->hide();
    QTest::qWait(2600);
    EXPECT_TRUE(client_.lists.empty());
    window_->show();
    EXPECT_EQ(client_.lists.size(), 1U);
}

TEST_F(MainWindowTest, RemembersHowItWasLeft) {
    work();
    window_->resize(780, 560);
    view().header()->resizeSection(ProcessModel::User, 133);
    view().header()->setSectionHidden(ProcessModel::Unit, true);
    view().sortByColumn(ProcessModel::Pid, Qt::AscendingOrder);
    actions().showDetails->setChecked(false);
    part<ChartPanel>().setMinutes(15);
    settle();
    window_->close();
    window_.reset();
    open();
    EXPECT_EQ(window_->size(), QSize(780, 560));
    EXPECT_EQ(view().header()->sectionSize(ProcessModel::User), 133);
    EXPECT_TRUE(view().header()->isSectionHidden(ProcessModel::Unit));
    EXPECT_EQ(view().header()->sortIndicatorSection(), ProcessModel::Pid);
    EXPECT_FALSE(actions().showDetails->isChecked());
    EXPECT_FALSE(part<DetailsPane>().isVisible());
    EXPECT_EQ(part<ChartPanel>().minutes(), 15);
}

TEST_F(MainWindowTest, NonsenseInTheSettingsIsNoTrouble) {
    window_.reset();
    for (const char* key : {"window/geometry", "window/vertical", "window/bottom", "window/details",
                            "table/layout", "chart/minutes"}) {
        settings_.setValue(QLatin1String(key), QByteArray("nonsense"));
    }
    open();
    work();
    EXPECT_EQ(view().model()->rowCount(), 12);
    EXPECT_EQ(part<ChartPanel>().minutes(), 5);
}

TEST_F(MainWindowTest, EverythingThatCanBeReachedHasANameForScreenReaders) {
    work();
    for (const QWidget* widget : window_->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) {
            continue;
        }
        QAccessibleInterface* accessible =
            QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget)); // NOLINT
        ASSERT_NE(accessible, nullptr);
        EXPECT_FALSE(accessible->text(QAccessible::Name).isEmpty())
            << widget->metaObject()->className() << " " << qPrintable(widget->objectName())
            << " in " << widget->parentWidget()->metaObject()->className();
    }
}

TEST_F(MainWindowTest, ShortcutsAreDifferent) {
    QSet<QKeySequence> seen;
    for (const QAction* action : actions().all()) {
        EXPECT_FALSE(action->text().isEmpty());
        if (!action->shortcut().isEmpty()) {
            EXPECT_FALSE(seen.contains(action->shortcut()))
                << qPrintable(action->shortcut().toString());
            seen.insert(action->shortcut());
        }
    }
    EXPECT_GT(seen.size(), 10);
}

TEST_F(MainWindowTest, SurvivesAnswersAfterItIsClosed) {
    work();
    select(4);
    actions().mark->trigger();
    actions().scopeAll->trigger();
    actions().start->trigger();
    window_.reset();
    while (!client_.marks.empty()) {
        client_.answerMark();
    }
    while (!client_.commands.empty()) {
        client_.refuseCommand(ErrorKind::BusGone);
    }
    while (!client_.lists.empty()) {
        client_.answerList({});
    }
    client_.changeLink(Link::BusGone);
}

} // namespace
} // namespace samepage::gui
