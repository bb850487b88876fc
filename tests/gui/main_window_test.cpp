// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_fixture.h"

#include "gui/actions.h"
#include "gui/chart.h"
#include "gui/chart_panel.h"
#include "gui/details_pane.h"
#include "gui/empty_notice.h"
#include "gui/fit_scroll_area.h"
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
#include <QDateTime>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>
#include <qcustomplot.h>

#include <memory>
#include <stdexcept>

#include <unistd.h>

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

TEST_F(MainWindowTest, MinimizedItAsksForNothingAndDrawsNothing) {
    work();
    const auto now = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
    emit client_.countersChanged(now, {.savedBytes = 1});
    settle();
    while (!client_.histories.empty()) {
        client_.refuseHistory(ErrorKind::Failed);
    }
    window_->showMinimized();
    settle();
    EXPECT_TRUE(client_.quiet);
    client_.lists.clear();
    client_.histories.clear();
    const QSignalSpy replots(&part<ChartPanel>().chart().plot(), &QCustomPlot::afterReplot);
    for (quint64 second = 1; second < 20; ++second) {
        emit client_.countersChanged(now + second * 1'000'000, {.savedBytes = second});
        QTest::qWait(5);
    }
    QTest::qWait(1500); // more than it takes for the next list
    EXPECT_EQ(replots.count(), 0);
    EXPECT_TRUE(client_.lists.empty());
    EXPECT_TRUE(client_.histories.empty());

    window_->showNormal();
    settle();
    EXPECT_FALSE(client_.quiet);
    EXPECT_GT(replots.count(), 0);
    EXPECT_FALSE(client_.lists.empty());
    // What happened meanwhile is asked for.
    EXPECT_TRUE(QTest::qWaitFor([this] { return !client_.histories.empty(); }, 3000));
    window_->hide();
    EXPECT_TRUE(client_.quiet);
}

TEST_F(MainWindowTest, OnASmallScreenWindowsScrollAndKeepTheirButtons) {
    actions().shortcuts->trigger();
    actions().welcome->trigger();
    settle();
    int seen = 0;
    for (auto* dialog : window_->findChildren<QDialog*>()) {
        auto* scroll = dialog->findChild<FitScrollArea*>();
        if (scroll == nullptr) {
            continue;
        }
        ++seen;
        EXPECT_LT(dialog->height(), dialog->screen()->availableSize().height());
        dialog->resize(dialog->width(), 300);
        settle();
        EXPECT_EQ(dialog->height(), 300);
        EXPECT_GT(scroll->verticalScrollBar()->maximum(), 0);
        for (const auto* button : dialog->findChildren<QPushButton*>()) {
            EXPECT_LE(button->mapTo(dialog, QPoint(0, button->height())).y(), 300);
        }
    }
    EXPECT_EQ(seen, 2);
}

TEST_F(MainWindowTest, ColumnsAreSortedShownAndMovedFromTheMenu) {
    work();
    const auto menu = [this](const char* title) -> QMenu& {
        for (auto* found : window_->findChildren<QMenu*>()) {
            if (found->title().remove(QChar(u'&')) == QLatin1String(title)) {
                emit found->aboutToShow();
                return *found;
            }
        }
        throw std::runtime_error(title);
    };
    const auto choose = [](const QMenu& in, const char* text) {
        for (QAction* action : in.actions()) {
            if (action->text().remove(QChar(u'&')) == QLatin1String(text)) {
                action->trigger();
                return;
            }
        }
        FAIL() << text;
    };
    const QHeaderView& header = *view().header();
    choose(menu("Sort by"), "User");
    EXPECT_EQ(header.sortIndicatorSection(), ProcessModel::User);
    choose(menu("Sort by"), "Ascending");
    EXPECT_EQ(header.sortIndicatorOrder(), Qt::AscendingOrder);
    choose(menu("Columns"), "Mergeable");
    EXPECT_FALSE(header.isSectionHidden(ProcessModel::Mergeable));
    EXPECT_FALSE(cell(0, ProcessModel::Mergeable).isEmpty());
    choose(menu("Columns"), "PID");
    EXPECT_TRUE(header.isSectionHidden(ProcessModel::Pid));
    menu("Move column");
    const int before = header.visualIndex(ProcessModel::User);
    choose(menu("User"), "To the left"); // over PID, which is hidden
    EXPECT_LT(header.visualIndex(ProcessModel::User), before);
    EXPECT_EQ(header.visualIndex(ProcessModel::User), header.visualIndex(ProcessModel::Name) - 1);
}

TEST_F(MainWindowTest, ARowSaysBeforehandWhyItCannotBeMarked) {
    std::vector<ProcessRow> rows{madeUpProcess(1, "plain", 1 << 20),
                                 madeUpProcess(2, "foreign", 1 << 20),
                                 madeUpProcess(3, "empty", 0)};
    rows[1].uid = ::getuid() + 1;
    rows[1].user = "bob";
    rows[2].markable = false;
    client_.appear();
    client_.answerList(rows);
    const auto toolTip = [this](const char* name) {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::Name) == QLatin1String(name)) {
                return view()
                    .model()
                    ->index(row, ProcessModel::State)
                    .data(Qt::ToolTipRole)
                    .toString();
            }
        }
        return QString();
    };
    EXPECT_TRUE(toolTip("empty").contains(QStringLiteral("no memory of its own")));
    // Root needs nobody's password.
    EXPECT_EQ(toolTip("foreign").contains(QStringLiteral("bob")), ::getuid() != 0);
    EngineStatus status = client_.status();
    status.backend = Backend::Builtin;
    client_.changeStatus(status);
    EXPECT_TRUE(toolTip("plain").contains(QStringLiteral("module")));
}

TEST_F(MainWindowTest, AboutHasTheVersionsOfAllPartsAndTheirLicences) {
    work();
    actions().about->trigger();
    settle();
    auto* about = window_->findChild<QDialog*>(QStringLiteral("about"));
    ASSERT_NE(about, nullptr);
    QStringList texts;
    for (const auto* label : about->findChildren<QLabel*>()) {
        texts << label->text();
    }
    const QString all = texts.join(QChar(u'\n'));
    for (const QString& part :
         {QStringLiteral("0.1.0"), QStringLiteral("QCustomPlot"), QString::fromLatin1(qVersion()),
          QStringLiteral("version 3 or later"), QStringLiteral("https://www.gnu.org/licenses/")}) {
        EXPECT_TRUE(all.contains(part)) << qPrintable(part);
    }
    for (auto* candidate : about->findChildren<QPushButton*>()) {
        if (candidate->text().contains(QStringLiteral("opy"))) {
            candidate->click();
        }
    }
    EXPECT_TRUE(
        QGuiApplication::clipboard()->text().contains(QStringLiteral("Kernel module: 0.1.0")));
    about->close();
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
