// SPDX-License-Identifier: GPL-2.0-or-later
// The processes as a table. A new list becomes row inserts, removals and
// changed cells, never a reset, so that selection and scroll position stay.
#pragma once

#include "client/process_row.h"
#include "gui/group_estimate.h"
#include "gui/process_key_hash.h"
#include "gui/saving_trend.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QString>

#include <optional>
#include <unordered_map>
#include <vector>

namespace samepage::gui {

using client::ProcessKey;
using client::ProcessRow;

// What is being done to a row, or how it went wrong.
enum class Activity { None, Waiting, Marking, Unmarking, Failed };

class ProgramIcons;

class ProcessModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Name,
        Pid,
        User,
        Unit,
        Memory,
        Merged,
        Saved,
        State,
        Estimated,
        MarkedBy,
        Container,
        RunState,
        Trend,
        Mergeable,
        ColumnCount,
    };
    enum Role {
        ActivityRole = Qt::UserRole, // Activity as int
        MarkedRole,                  // bool
        DimRole,                     // bool: nothing to see here
        TrendRole,                   // SavingTrend, of column Trend; none while not known
    };

    explicit ProcessModel(QObject* parent = nullptr);
    ~ProcessModel() override;

    // Where icons come from; may be null. Not owned, must outlive the model.
    void setIcons(const ProgramIcons* icons);

    // What keeps everybody from being marked now, as a sentence; empty if nothing does.
    void setObstacle(const QString& sentence);

    // Takes over a new list. Rows that stay keep their index and activity. If a
    // process is listed twice, its first row counts. `now` is for the trends.
    void update(const std::vector<ProcessRow>& rows,
                SavingTrend::Time now = std::chrono::steady_clock::now());

    // `message` is a sentence for people, shown with Activity::Failed until the
    // process is marked or unmarked in another way, or `failureShown` has gone by.
    // Does nothing when the process is not in the table.
    static constexpr std::chrono::seconds failureShown{60};
    void setActivity(const ProcessKey& key, Activity activity, const QString& message = {},
                     const QString& words = {});
    // What the service said about one process since the last list.
    void setMarked(const ProcessKey& key, bool marked);

    // The newest estimate of a process counts. Remembered also for processes that
    // are not in the table now.
    void addEstimate(const EstimatePtr& estimate);
    // Null if there is none.
    [[nodiscard]] const EstimatePtr& estimateAt(int row) const { return at(row).estimate; }
    [[nodiscard]] EstimatePtr estimate(const ProcessKey& key) const;

    // What its saving did lately; nothing is kept for who never saved anything.
    [[nodiscard]] const SavingTrend& trend(int row) const { return at(row).trend; }

    // Is it unmarked, and would marking it save something: by its estimate, or
    // while there is none because its user runs the same program more than once?
    [[nodiscard]] bool isWorthMarking(int row) const { return at(row).worth; }

    [[nodiscard]] const ProcessRow& process(int row) const { return at(row).data; }
    [[nodiscard]] Activity activity(int row) const { return at(row).activity; }
    // The sentence given with Activity::Failed.
    [[nodiscard]] QString message(int row) const { return at(row).message; }
    [[nodiscard]] std::optional<int> find(const ProcessKey& key) const;

    // Everything that the filter looks at, in lower case.
    [[nodiscard]] const QString& searchText(int row) const { return at(row).search; }
    // The order of two rows by one column: negative, 0 or positive. 0 only for
    // the same process.
    [[nodiscard]] int compare(int left, int right, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    // Which rows and columns data() would answer differently for, if `changed`
    // came after `old`. Empty (first > last) for none.
    struct ColumnRange {
        int first = ColumnCount;
        int last = -1;
    };
    [[nodiscard]] static ColumnRange changedColumns(const ProcessRow& old,
                                                    const ProcessRow& changed);

signals:
    // A new list has been taken over, and all signals about it have been sent.
    void updated();

private:
    struct Row {
        ProcessRow data;
        QString search{};
        QString message{};
        QString words{};
        QCollatorSortKey nameKey;
        Activity activity = Activity::None;
        SavingTrend::Time failedAt{};
        bool offered = false; // mergeable when it was last seen unmarked
        EstimatePtr estimate{};
        std::size_t kin = 0; // the same for those that run the same program
        bool worth = false;
        SavingTrend trend{};
        bool sampled = false; // it was there when the trends last went on
    };

    [[nodiscard]] const Row& at(int row) const { return rows_.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] Row makeRow(const ProcessRow& process) const;
    void describe(Row& row) const;
    void
    removeMissing(const std::unordered_map<ProcessKey, const ProcessRow*, ProcessKeyHash>& now);
    static void forgetFailure(Row& row);
    void sampleTrends(SavingTrend::Time now);
    void countKin(const std::vector<ProcessRow>& rows);
    [[nodiscard]] bool isWorth(const Row& row) const;
    void emitChanged(int row, Column first, Column last);

    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QString stateText(const Row& row) const;
    [[nodiscard]] QString toolTip(const Row& row, int column) const;
    [[nodiscard]] QString stateToolTip(const Row& row) const;

    std::vector<Row> rows_;
    // Where each process is. After removals the positions are put right only
    // when somebody asks.
    mutable std::unordered_map<ProcessKey, int, ProcessKeyHash> index_;
    mutable bool positionsStale_ = false;
    std::unordered_map<ProcessKey, EstimatePtr, ProcessKeyHash> estimates_;
    // How often each user runs each program.
    std::unordered_map<std::size_t, int> kin_;
    std::optional<SavingTrend::Time> lastSample_;
    QCollator collator_;
    const ProgramIcons* icons_ = nullptr;
    QString obstacle_;
    quint32 ownUid_;
};

} // namespace samepage::gui
