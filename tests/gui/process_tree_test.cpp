// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_tree_model.h"

#include "made_up.h"
#include "window_fixture.h"

#include "gui/process_filter_model.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace samepage::gui {
namespace {

ProcessRow child(std::uint32_t pid, std::uint32_t ppid, const std::string& name) {
    ProcessRow row = madeUpProcess(pid, name, std::uint64_t{pid} << 20);
    row.ppid = ppid;
    return row;
}

// "init(shell(make cc) daemon)", children in the order of the model.
QString outline(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList parts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString below = outline(model, index);
        parts << index.data().toString() +
                     (below.isEmpty() ? QString() : QChar(u'(') + below + QChar(u')'));
    }
    return parts.join(QChar(u' '));
}

TEST(ProcessTree, ChildrenAreBelowTheirParents) {
    ProcessModel model;
    std::vector<ProcessRow> rows{child(30, 20, "cc"),    child(1, 0, "init"),
                                 child(10, 1, "shell"),  child(20, 10, "make"),
                                 child(40, 1, "daemon"), child(50, 4711, "stray")};
    model.update(rows);
    ProcessTreeModel tree(model);
    const QAbstractItemModelTester tester(&tree,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(outline(tree), QStringLiteral("init(shell(make(cc)) daemon) stray"));

    // The shell ends: what it started goes to init.
    rows.erase(rows.begin() + 2);
    rows[2].ppid = 1;
    model.update(rows);
    EXPECT_EQ(outline(tree), QStringLiteral("init(daemon make(cc)) stray"));
    // Before the list says so, it has no parent at all.
    rows.erase(rows.begin() + 1);
    model.update(rows);
    EXPECT_EQ(outline(tree), QStringLiteral("stray daemon make(cc)"));
}

TEST(ProcessTree, ThousandsThatComeMoveAndGoTogetherAreOneChangeEach) {
    constexpr std::uint32_t many = 4000;
    ProcessModel model;
    ProcessFilterModel filter(model);
    ProcessTreeModel tree(model);
    filter.setTree(true);
    filter.sort(ProcessModel::Memory, Qt::DescendingOrder);
    std::vector<ProcessRow> rows{child(1, 0, "init"), child(10, 1, "shell"),
                                 child(20, 1, "daemon")};
    model.update(rows);
    const QSignalSpy inserts(&tree, &QAbstractItemModel::rowsInserted);
    const QSignalSpy moves(&tree, &QAbstractItemModel::rowsMoved);
    const QSignalSpy removals(&tree, &QAbstractItemModel::rowsRemoved);

    for (std::uint32_t pid = 100; pid < 100 + many; ++pid) {
        rows.push_back(child(pid, pid % 2 == 0 ? 10 : pid - 1, "worker"));
    }
    model.update(rows);
    EXPECT_EQ(inserts.count(), 1);
    EXPECT_EQ(filter.shownProcesses(), static_cast<int>(rows.size()));

    rows.erase(rows.begin() + 1); // the shell
    for (ProcessRow& row : rows) {
        row.ppid = row.ppid == 10 ? 1 : row.ppid;
    }
    model.update(rows);
    EXPECT_EQ(moves.count(), 1);
    EXPECT_EQ(removals.count(), 1);

    rows.resize(2);
    model.update(rows);
    EXPECT_EQ(removals.count(), 2);
    EXPECT_EQ(outline(tree), QStringLiteral("init(daemon)"));
    EXPECT_EQ(filter.shownProcesses(), 2);
}

TEST(ProcessTree, CirclesCannotBe) {
    ProcessModel model;
    model.update(
        {child(1, 3, "one"), child(2, 1, "two"), child(3, 2, "three"), child(4, 4, "self")});
    const ProcessTreeModel tree(model);
    EXPECT_EQ(outline(tree), QStringLiteral("one(two(three)) self"));
}

// Property: whatever list follows whatever list, the tree is that of the list,
// and it came there without a reset; also through a filter.
TEST(ProcessTree, RandomListsArriveAsDifferences) {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        ProcessModel model;
        ProcessFilterModel filter(model);
        ProcessTreeModel tree(model);
        filter.setTree(true);
        filter.sort(ProcessModel::Memory, Qt::DescendingOrder);
        const QAbstractItemModelTester treeTester(
            &tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester filterTester(
            &filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::uint32_t lastPid = 1;
        std::vector<ProcessRow> rows{child(lastPid, 0, "p1")};
        model.update(rows);
        const QSignalSpy resets(&tree, &QAbstractItemModel::modelReset);
        for (int round = 0; round < 30; ++round) {
            std::erase_if(
                rows, [&](const ProcessRow& row) { return row.key.pid != 1 && random() % 8 == 0; });
            for (unsigned count = random() % 8; count > 0; --count) {
                const std::uint32_t ppid = rows.empty() ? 0 : rows[random() % rows.size()].key.pid;
                ++lastPid;
                rows.push_back(child(lastPid, ppid, "p" + std::to_string(lastPid)));
            }
            for (ProcessRow& row : rows) {
                if (random() % 10 == 0) {
                    row.ppid = rows[random() % rows.size()].key.pid;
                }
                row.rss += random() % 5 << 20;
            }
            filter.setNeedle(random() % 3 == 0 ? QStringLiteral("name:p1") : QString());
            model.update(rows);

            std::map<std::uint32_t, const ProcessRow*> byPid;
            for (const ProcessRow& row : rows) {
                byPid[row.key.pid] = &row;
            }
            for (const ProcessRow& row : rows) {
                const auto parent = byPid.find(row.ppid);
                const bool hasParent = parent != byPid.end() && row.ppid < row.key.pid;
                const QModelIndex index = tree.fromFlatRow(model.find(row.key).value());
                ASSERT_TRUE(index.isValid());
                ASSERT_EQ(index.parent().isValid(), hasParent) << row.name;
                if (hasParent) {
                    ASSERT_EQ(index.parent().siblingAtColumn(ProcessModel::Pid).data().toString(),
                              QString::number(row.ppid));
                }
                ASSERT_EQ(index.siblingAtColumn(ProcessModel::Memory).data(),
                          model.index(*model.find(row.key), ProcessModel::Memory).data());
            }
        }
        EXPECT_EQ(resets.count(), 0);
    }
}

TEST(ProcessTree, FilteringKeepsWhatLeadsToAMatch) {
    ProcessModel model;
    ProcessFilterModel filter(model);
    model.update({child(1, 0, "init"), child(10, 1, "shell"), child(20, 10, "make"),
                  child(30, 20, "cc"), child(40, 1, "daemon")});
    filter.setTree(true);
    filter.sort(ProcessModel::Pid, Qt::AscendingOrder);
    filter.setNeedle(QStringLiteral("name:make"));
    EXPECT_EQ(outline(filter), QStringLiteral("init(shell(make))"));
    EXPECT_EQ(filter.shownProcesses(), 3);
    filter.setNeedle({});
    EXPECT_EQ(outline(filter), QStringLiteral("init(shell(make(cc)) daemon)"));
    filter.setTree(false);
    EXPECT_EQ(filter.rowCount(), 5);
}

// As a list, a tree of 5,000 is to cost little each second. The limit leaves room
// for a busy machine; the numbers are printed.
TEST(ProcessTree, FiveThousandRowsAreQuick) {
    ProcessModel model;
    ProcessFilterModel filter(model);
    ProcessView view(model, filter);
    view.setTree(true);
    view.resize(1000, 700);
    view.show();
    std::vector<ProcessRow> rows = madeUpProcesses(5000, true);
    for (std::size_t number = 1; number < rows.size(); ++number) {
        rows[number].ppid = rows[(number - 1) / 4].key.pid;
    }
    const auto timed = [&] {
        QElapsedTimer timer;
        timer.start();
        model.update(rows);
        QApplication::processEvents();
        return timer.elapsed();
    };
    const qint64 first = timed();
    std::mt19937 random(3); // NOLINT: always the same
    for (ProcessRow& row : rows) {
        row.rss += random() % 4 == 0 ? 4096 : 0;
    }
    for (std::uint32_t number = 0; number < 50; ++number) {
        rows[rows.size() - 1 - number] = child(1'000'000 + number, rows[number].key.pid, "new");
    }
    const qint64 second = timed();
    std::printf("tree of 5,000 rows: first list %lld ms, a busy second %lld ms\n",
                static_cast<long long>(first), static_cast<long long>(second));
    EXPECT_EQ(filter.shownProcesses(), 5000);
    EXPECT_LT(first, 10'000);
    EXPECT_LT(second, 5'000);
}

class TreeWindowTest : public MainWindowTest {
protected:
    void family() {
        client_.appear();
        client_.answerList(rows_);
        settle();
    }
    QModelIndex named(const char* name) {
        const QModelIndexList found =
            view().model()->match(view().model()->index(0, 0), Qt::DisplayRole, QLatin1String(name),
                                  1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.constFirst();
    }
    std::vector<ProcessRow> rows_{child(1, 0, "init"), child(10, 1, "shell"), child(20, 10, "make"),
                                  child(40, 1, "daemon")};
};

TEST_F(TreeWindowTest, IsToggledKeepsTheSelectionAndIsRemembered) {
    family();
    view().setCurrentIndex(named("make"));
    QTest::keyClick(window_.get(), Qt::Key_T, Qt::ControlModifier);
    EXPECT_EQ(view().model()->rowCount(), 1);
    ASSERT_EQ(view().selected().size(), 1U);
    EXPECT_EQ(view().selected()[0].name, "make");
    EXPECT_EQ(view().currentIndex().data().toString(), QStringLiteral("make"));
    EXPECT_TRUE(view().isExpanded(named("shell")));
    actions().mark->trigger();
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_EQ(client_.marks[0].process.pid, 20U);
    client_.answerMark();

    // Several come in the order of the screen: daemon is larger than shell.
    view().selectAll();
    QStringList names;
    for (const ProcessRow& row : view().selected()) {
        names << QString::fromStdString(row.name);
    }
    EXPECT_EQ(names.join(QChar(u' ')), QStringLiteral("init daemon shell make"));

    window_->close();
    window_.reset();
    client_.lists.clear();
    open();
    client_.answerList(rows_);
    EXPECT_EQ(view().model()->rowCount(), 1);
    actions().tree->trigger();
    EXPECT_EQ(view().model()->rowCount(), 4);
}

TEST_F(TreeWindowTest, BranchesOpenByThemselvesButStayAsTheUserClosedThem) {
    family();
    actions().tree->setChecked(true);
    view().collapse(named("shell"));
    rows_.push_back(child(50, 40, "worker"));
    rows_.push_back(child(60, 10, "ls"));
    actions().refresh->trigger();
    client_.answerList(rows_);
    EXPECT_TRUE(view().isExpanded(named("daemon")));
    EXPECT_FALSE(view().isExpanded(named("shell")));
    auto& field = *window_->findChild<QLineEdit*>();
    field.setText(QStringLiteral("name:worker"));
    EXPECT_FALSE(named("shell").isValid());
    field.clear();
    EXPECT_TRUE(view().isExpanded(named("init")));
    EXPECT_TRUE(view().isExpanded(named("daemon")));
    EXPECT_FALSE(view().isExpanded(named("shell")));
}

} // namespace
} // namespace samepage::gui
