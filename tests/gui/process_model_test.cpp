// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_model.h"

#include "made_up.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTreeView>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace samepage::gui {
namespace {

using Tester = QAbstractItemModelTester;

std::vector<ProcessKey> keysOf(const ProcessModel& model) {
    std::vector<ProcessKey> keys;
    for (int row = 0; row < model.rowCount(); ++row) {
        keys.push_back(model.process(row).key);
    }
    return keys;
}

// Rebuilds the table from nothing but the model's signals, as a view does.
class Replica : public QObject {
public:
    explicit Replica(ProcessModel& model) {
        connect(&model, &ProcessModel::rowsInserted, this,
                [this, &model](const QModelIndex&, int first, int last) {
                    for (int row = first; row <= last; ++row) {
                        rows.insert(rows.begin() + row, read(model, row));
                    }
                });
        connect(&model, &ProcessModel::rowsRemoved, this,
                [this](const QModelIndex&, int first, int last) {
                    rows.erase(rows.begin() + first, rows.begin() + last + 1);
                });
        connect(&model, &ProcessModel::dataChanged, this,
                [this, &model](const QModelIndex& from, const QModelIndex& to) {
                    for (int row = from.row(); row <= to.row(); ++row) {
                        for (int column = from.column(); column <= to.column(); ++column) {
                            rows[static_cast<std::size_t>(row)][column] =
                                model.index(row, column).data().toString();
                        }
                    }
                });
        connect(&model, &ProcessModel::modelReset, this, [this] { ++resets; });
        connect(&model, &ProcessModel::layoutChanged, this, [this] { ++resets; });
    }

    static QStringList read(const ProcessModel& model, int row) {
        QStringList cells;
        for (int column = 0; column < ProcessModel::ColumnCount; ++column) {
            cells << model.index(row, column).data().toString();
        }
        return cells;
    }

    std::vector<QStringList> rows;
    int resets = 0;
};

// A list as the service could send it next: some gone, some new, some changed.
std::vector<ProcessRow> nextList(const std::vector<ProcessRow>& rows, std::mt19937& random,
                                 std::uint32_t& lastPid) {
    std::vector<ProcessRow> next;
    const auto chance = [&random](unsigned percent) { return random() % 100 < percent; };
    for (ProcessRow row : rows) {
        if (chance(12)) {
            continue;
        }
        if (chance(40)) {
            row.rss += 4096 * (random() % 1000);
            row.merged = chance(50) ? row.rss / 2 : 0;
            row.saved = row.merged / 2;
        }
        if (chance(5)) {
            row.marked = !row.marked;
            row.mergeable = true;
        }
        if (chance(3)) { // exec
            row.name += "-child";
            row.exe += "-child";
        }
        next.push_back(row);
    }
    for (unsigned count = random() % 8; count > 0; --count) {
        ++lastPid;
        next.push_back(madeUpProcess(lastPid, "new" + std::to_string(lastPid), 1 << 20));
    }
    std::ranges::shuffle(next, random);
    return next;
}

TEST(ProcessModel, ANewListBecomesRowsAndTheirTexts) {
    ProcessModel model;
    const Tester tester(&model, Tester::FailureReportingMode::Fatal);
    ProcessRow row = madeUpProcess(42, "python3", 1 << 30);
    row.merged = 3 << 20;
    model.update({row});

    ASSERT_EQ(model.rowCount(), 1);
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    EXPECT_EQ(text(ProcessModel::Name), QStringLiteral("python3"));
    EXPECT_EQ(text(ProcessModel::Pid), QStringLiteral("42"));
    EXPECT_EQ(text(ProcessModel::Memory), QStringLiteral("1.0\u00a0GiB"));
    EXPECT_EQ(text(ProcessModel::Merged), QStringLiteral("3.0\u00a0MiB"));
    EXPECT_EQ(text(ProcessModel::Saved), QStringLiteral("–"));
    EXPECT_EQ(text(ProcessModel::State), QStringLiteral("Not marked"));
    // A dash says nothing to who cannot see it.
    EXPECT_EQ(model.index(0, ProcessModel::Saved).data(Qt::AccessibleTextRole).toString(),
              QStringLiteral("0\u00a0B"));
    EXPECT_EQ(model.index(0, ProcessModel::Name).data(Qt::ToolTipRole).toString(),
              QStringLiteral("/usr/bin/python3"));
}

// Property: whatever list follows whatever list, a view that only listens to the
// signals has the same table, and there was never a reset.
TEST(ProcessModel, RandomListsArriveAsExactDifferences) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        ProcessModel model;
        const Tester tester(&model, Tester::FailureReportingMode::Fatal);
        Replica replica(model);
        std::uint32_t lastPid = 100000;
        std::vector<ProcessRow> rows = madeUpProcesses(random() % 60, true);
        for (int round = 0; round < 25; ++round) {
            rows = nextList(rows, random, lastPid);
            model.update(rows);

            ASSERT_EQ(replica.rows.size(), static_cast<std::size_t>(model.rowCount()));
            for (int row = 0; row < model.rowCount(); ++row) {
                ASSERT_EQ(replica.rows[static_cast<std::size_t>(row)], Replica::read(model, row))
                    << "seed " << seed << " round " << round << " row " << row;
            }
            std::set<ProcessKey> wanted;
            for (const ProcessRow& row : rows) {
                wanted.insert(row.key);
                const auto found = model.find(row.key);
                ASSERT_TRUE(found.has_value());
                ASSERT_EQ(model.process(*found), row);
            }
            const std::vector<ProcessKey> keys = keysOf(model);
            ASSERT_EQ(std::set<ProcessKey>(keys.begin(), keys.end()), wanted);
        }
        EXPECT_EQ(replica.resets, 0);
    }
}

TEST(ProcessModel, SelectionStaysOnItsProcess) {
    ProcessModel model;
    std::vector<ProcessRow> rows = madeUpProcesses(30, true);
    model.update(rows);
    QItemSelectionModel selection(&model);
    const ProcessKey kept = rows[17].key;
    selection.select(model.index(17, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

    rows.erase(rows.begin() + 3, rows.begin() + 12);
    std::ranges::reverse(rows);
    model.update(rows);

    ASSERT_EQ(selection.selectedRows().size(), 1);
    EXPECT_EQ(model.process(selection.selectedRows().constFirst().row()).key, kept);
}

TEST(ProcessModel, ARecycledPidIsAnotherProcess) {
    ProcessModel model;
    const ProcessRow old = madeUpProcess(500, "old", 4096);
    model.update({old});
    model.setActivity(old.key, Activity::Marking);
    ProcessRow recycled = madeUpProcess(500, "new", 4096);
    recycled.key.startTime = old.key.startTime + 1;
    model.update({recycled});

    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_FALSE(model.find(old.key).has_value());
    EXPECT_EQ(model.activity(0), Activity::None);
    EXPECT_EQ(model.process(0).name, "new");
}

TEST(ProcessModel, TheSameProcessTwiceIsOneRow) {
    ProcessModel model;
    const Tester tester(&model, Tester::FailureReportingMode::Fatal);
    const ProcessRow row = madeUpProcess(7, "twin", 4096);
    model.update({row, row});
    EXPECT_EQ(model.rowCount(), 1);
    model.update({row, row, row});
    EXPECT_EQ(model.rowCount(), 1);
}

TEST(ProcessModel, NothingNewIsNoSignal) {
    ProcessModel model;
    const std::vector<ProcessRow> rows = madeUpProcesses(50, true);
    model.update(rows);
    const QSignalSpy changed(&model, &ProcessModel::dataChanged);
    const QSignalSpy inserted(&model, &ProcessModel::rowsInserted);
    const QSignalSpy removed(&model, &ProcessModel::rowsRemoved);
    model.update(rows);
    EXPECT_EQ(changed.count() + inserted.count() + removed.count(), 0);
}

TEST(ProcessModel, ActivityAndItsOutcomeAreInTheRow) {
    ProcessModel model;
    const ProcessRow row = madeUpProcess(9, "nine", 4096);
    model.update({row});
    const auto state = [&] { return model.index(0, ProcessModel::State).data().toString(); };

    model.setActivity(row.key, Activity::Marking);
    EXPECT_EQ(state(), QStringLiteral("Marking…"));
    model.update({row}); // a list must not wipe it
    EXPECT_EQ(state(), QStringLiteral("Marking…"));
    model.setActivity(row.key, Activity::Failed, QStringLiteral("You may not."),
                      QStringLiteral("Not authorised"));
    EXPECT_EQ(state(), QStringLiteral("Not authorised"));
    EXPECT_EQ(model.index(0, ProcessModel::State).data(Qt::ToolTipRole).toString(),
              QStringLiteral("You may not."));
    model.setActivity(row.key, Activity::None);
    model.setMarked(row.key, true);
    EXPECT_EQ(state(), QStringLiteral("Marked"));
}

TEST(ProcessModel, UnknownProcessesAreNoTrouble) {
    ProcessModel model;
    model.setActivity({.pid = 1, .startTime = 1}, Activity::Marking);
    model.setMarked({.pid = 1, .startTime = 1}, true);
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_FALSE(model.data(model.index(3, 0), Qt::DisplayRole).isValid());
}

} // namespace
} // namespace samepage::gui
