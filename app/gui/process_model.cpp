// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_model.h"

#include "gui/format.h"
#include "gui/program_icons.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

namespace samepage::gui {
namespace {

int threeWay(auto left, auto right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

// Marked first, then partly, then the rest.
int stateRank(const ProcessRow& process, Activity activity) {
    if (activity != Activity::None) {
        return 0;
    }
    if (process.marked) {
        return 1;
    }
    if (process.mergeable) {
        return 2;
    }
    return process.markable ? 3 : 4;
}

QString dash() {
    return QStringLiteral("–");
}

QString sizeOrDash(quint64 bytes) {
    return bytes == 0 ? dash() : formatSize(bytes);
}

// What those that run the same program for the same user have in common.
std::size_t kinOf(const ProcessRow& process) {
    return std::hash<std::string>{}(process.exe) * 31 + process.uid;
}

quint64 estimatedSaving(const EstimatePtr& estimate) {
    return estimate ? estimate->estimate.saved : 0;
}

QString estimateText(const EstimatePtr& estimate) {
    if (!estimate) {
        return dash();
    }
    const QString saved = formatSize(estimate->estimate.saved);
    return estimate->processes.size() == 1
               ? saved
               : ProcessModel::tr("%1 (%2)").arg(saved).arg(estimate->processes.size());
}

QString markedByText(const ProcessRow& process) {
    const std::string& by = process.markedBy;
    if (by.starts_with("user:")) {
        return QString::fromStdString(by.substr(5));
    }
    if (by.starts_with("rule:")) {
        return ProcessModel::tr("Rule %1").arg(QString::fromStdString(by.substr(5)));
    }
    if (by == "program") {
        return ProcessModel::tr("The program");
    }
    return by.empty() ? dash() : QString::fromStdString(by);
}

QString runStateText(const std::string& state) {
    if (state == "running") {
        return ProcessModel::tr("Running");
    }
    if (state == "sleeping") {
        return ProcessModel::tr("Sleeping");
    }
    if (state == "waiting") {
        return ProcessModel::tr("Waiting for a device");
    }
    if (state == "stopped") {
        return ProcessModel::tr("Stopped");
    }
    return state == "other" ? ProcessModel::tr("Other") : dash();
}

} // namespace

ProcessModel::ProcessModel(QObject* parent)
    : QAbstractTableModel(parent)
    , ownUid_(::getuid()) {
    collator_.setNumericMode(true); // worker-9 before worker-10
    collator_.setCaseSensitivity(Qt::CaseInsensitive);
}

ProcessModel::~ProcessModel() = default;

void ProcessModel::setObstacle(const QString& sentence) {
    obstacle_ = sentence; // tool tips are asked for when they are shown
}

void ProcessModel::setIcons(const ProgramIcons* icons) {
    icons_ = icons;
}

ProcessModel::Row ProcessModel::makeRow(const ProcessRow& process) const {
    Row row{.data = process, .nameKey = collator_.sortKey(QString())};
    row.offered = process.mergeable && !process.marked;
    describe(row);
    row.estimate = estimate(process.key);
    row.worth = isWorth(row);
    return row;
}

void ProcessModel::describe(Row& row) const {
    const ProcessRow& process = row.data;
    const QString name = QString::fromStdString(process.name);
    row.nameKey = collator_.sortKey(name);
    row.kin = kinOf(process);
    row.search = QStringList{name,
                             QString::fromStdString(process.user),
                             QString::number(process.key.pid),
                             QString::fromStdString(process.unit),
                             QString::fromStdString(process.container),
                             QString::fromStdString(process.exe)}
                     .join(QChar(u'\n'))
                     .toLower();
}

ProcessModel::ColumnRange ProcessModel::changedColumns(const ProcessRow& old,
                                                       const ProcessRow& changed) {
    ColumnRange range;
    const auto note = [&range](bool differs, Column column) {
        if (differs) {
            range.first = std::min<int>(range.first, column);
            range.last = std::max<int>(range.last, column);
        }
    };
    note(old.name != changed.name || old.exe != changed.exe, Name);
    note(old.user != changed.user || old.uid != changed.uid, User);
    note(old.unit != changed.unit, Unit);
    note(old.rss != changed.rss, Memory);
    note(old.merged != changed.merged, Merged);
    note(old.saved != changed.saved, Saved);
    note(old.marked != changed.marked || old.mergeable != changed.mergeable ||
             old.markable != changed.markable,
         State);
    note(old.markedBy != changed.markedBy, MarkedBy);
    note(old.container != changed.container, Container);
    note(old.state != changed.state, RunState);
    note(old.marked != changed.marked || old.mergeable != changed.mergeable, Mergeable);
    return range;
}

void ProcessModel::update(const std::vector<ProcessRow>& rows, SavingTrend::Time now) {
    std::unordered_map<ProcessKey, const ProcessRow*, ProcessKeyHash> listed;
    listed.reserve(rows.size());
    std::vector<const ProcessRow*> added;
    for (const ProcessRow& row : rows) {
        if (listed.emplace(row.key, &row).second && !index_.contains(row.key)) {
            added.push_back(&row);
        }
    }

    removeMissing(listed);
    countKin(rows);

    // Neighbours that changed are announced together: a proxy does work for each
    // signal. A few unchanged rows in between cost less than another signal.
    constexpr int bridge = 16;
    ColumnRange columns;
    int first = -1;
    int last = -1;
    const auto flush = [&] {
        if (first >= 0) {
            emit dataChanged(index(first, columns.first), index(last, columns.last));
        }
        columns = {};
        first = last = -1;
    };
    for (int row = 0; row < rowCount(); ++row) {
        Row& mine = rows_.at(static_cast<std::size_t>(row));
        const ProcessRow& theirs = *listed.at(mine.data.key);
        ColumnRange changed;
        if (mine.data != theirs) {
            changed = changedColumns(mine.data, theirs);
            const bool newWords = mine.data.name != theirs.name || mine.data.exe != theirs.exe ||
                                  mine.data.user != theirs.user || mine.data.uid != theirs.uid ||
                                  mine.data.unit != theirs.unit ||
                                  mine.data.container != theirs.container;
            if (mine.data.marked != theirs.marked) {
                forgetFailure(mine);
            }
            mine.data = theirs;
            if (!theirs.marked) {
                mine.offered = theirs.mergeable;
            }
            if (newWords) {
                describe(mine);
            }
        }
        if (mine.activity == Activity::Failed && now - mine.failedAt >= failureShown) {
            forgetFailure(mine);
            changed.first = std::min<int>(changed.first, State);
            changed.last = std::max<int>(changed.last, State);
        }
        if (const bool worth = isWorth(mine); worth != mine.worth) {
            mine.worth = worth;
            changed.first = std::min<int>(changed.first, State);
            changed.last = std::max<int>(changed.last, State);
        }
        if (changed.last < 0) {
            continue;
        }
        if (first >= 0 && row - last > bridge) {
            flush();
        }
        first = first < 0 ? row : first;
        last = row;
        columns.first = std::min(columns.first, changed.first);
        columns.last = std::max(columns.last, changed.last);
    }
    flush();

    if (!added.empty()) {
        const int begin = rowCount();
        beginInsertRows({}, begin, begin + static_cast<int>(added.size()) - 1);
        rows_.reserve(rows_.size() + added.size());
        for (const ProcessRow* process : added) {
            index_.emplace(process->key, static_cast<int>(rows_.size()));
            rows_.push_back(makeRow(*process));
        }
        endInsertRows();
    }
    sampleTrends(now);
    emit updated();
}

void ProcessModel::sampleTrends(SavingTrend::Time now) {
    if (lastSample_ && now - *lastSample_ < SavingTrend::interval) {
        return;
    }
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        Row& mine = rows_.at(static_cast<std::size_t>(row));
        const bool wasEmpty = mine.trend.samples().empty();
        const bool wasThere = std::exchange(mine.sampled, true);
        if (wasEmpty && mine.data.saved == 0) {
            continue;
        }
        // What it rose from belongs to the picture.
        if (wasEmpty && wasThere && lastSample_ && now - *lastSample_ <= SavingTrend::window) {
            mine.trend.begin(*lastSample_);
        }
        mine.trend.add(now, mine.data.saved);
        first = first < 0 ? row : first;
        last = row;
    }
    lastSample_ = now;
    if (first >= 0) {
        emit dataChanged(index(first, Trend), index(last, Trend));
    }
}

void ProcessModel::countKin(const std::vector<ProcessRow>& rows) {
    kin_.clear();
    for (const ProcessRow& row : rows) {
        if (!row.exe.empty() && row.markable) {
            ++kin_[kinOf(row)];
        }
    }
}

bool ProcessModel::isWorth(const Row& row) const {
    if (!client::isYetToMark(row.data)) {
        return false;
    }
    if (row.estimate) {
        return row.estimate->estimate.saved > 0;
    }
    const auto found = kin_.find(row.kin);
    return found != kin_.end() && found->second > 1 && !row.data.exe.empty();
}

void ProcessModel::addEstimate(const EstimatePtr& estimate) {
    constexpr std::size_t most = 16384;
    if (estimates_.size() > most) {
        std::erase_if(estimates_, [this](const auto& entry) { return !find(entry.first); });
    }
    for (const ProcessKey& key : estimate->processes) {
        estimates_[key] = estimate;
        if (const auto row = find(key)) {
            Row& mine = rows_.at(static_cast<std::size_t>(*row));
            mine.estimate = estimate;
            mine.worth = isWorth(mine);
            emitChanged(*row, State, Estimated);
        }
    }
}

EstimatePtr ProcessModel::estimate(const ProcessKey& key) const {
    const auto found = estimates_.find(key);
    return found == estimates_.end() ? nullptr : found->second;
}

void ProcessModel::removeMissing(
    const std::unordered_map<ProcessKey, const ProcessRow*, ProcessKeyHash>& now) {
    int end = rowCount(); // one past the rows not looked at yet
    while (end > 0) {
        const auto gone = [&](int row) { return !now.contains(at(row).data.key); };
        if (!gone(end - 1)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && gone(begin - 1)) {
            --begin;
        }
        beginRemoveRows({}, begin, end - 1);
        for (int row = begin; row < end; ++row) {
            index_.erase(at(row).data.key);
        }
        rows_.erase(rows_.begin() + begin, rows_.begin() + end);
        positionsStale_ = true;
        endRemoveRows();
        end = begin;
    }
}

void ProcessModel::setActivity(const ProcessKey& key, Activity activity, const QString& message,
                               const QString& words) {
    if (const auto row = find(key)) {
        Row& mine = rows_.at(static_cast<std::size_t>(*row));
        mine.activity = activity;
        mine.message = message;
        mine.words = words;
        if (activity == Activity::Failed) {
            mine.failedAt = std::chrono::steady_clock::now();
        }
        emitChanged(*row, State, State);
    }
}

void ProcessModel::setMarked(const ProcessKey& key, bool marked) {
    if (const auto row = find(key)) {
        Row& mine = rows_.at(static_cast<std::size_t>(*row));
        if (mine.data.marked != marked) {
            forgetFailure(mine);
        }
        mine.data.marked = marked;
        mine.data.mergeable = marked || mine.offered;
        mine.worth = isWorth(mine);
        emitChanged(*row, State, Mergeable);
    }
}

void ProcessModel::forgetFailure(Row& row) {
    if (row.activity == Activity::Failed) {
        row.activity = Activity::None;
        row.message.clear();
        row.words.clear();
    }
}

void ProcessModel::emitChanged(int row, Column first, Column last) {
    emit dataChanged(index(row, first), index(row, last));
}

std::optional<int> ProcessModel::find(const ProcessKey& key) const {
    if (positionsStale_) {
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            index_[rows_[row].data.key] = static_cast<int>(row);
        }
        positionsStale_ = false;
    }
    const auto found = index_.find(key);
    return found == index_.end() ? std::nullopt : std::optional<int>(found->second);
}

int ProcessModel::compare(int left, int right, int column) const {
    const Row& a = at(left);
    const Row& b = at(right);
    int order = 0;
    switch (column) {
    case Name:
        order = a.nameKey.compare(b.nameKey);
        break;
    case User:
        order = a.data.user.compare(b.data.user);
        break;
    case Unit:
        order = a.data.unit.compare(b.data.unit);
        break;
    case Memory:
        order = threeWay(a.data.rss, b.data.rss);
        break;
    case Merged:
        order = threeWay(a.data.merged, b.data.merged);
        break;
    case Saved:
        order = threeWay(a.data.saved, b.data.saved);
        break;
    case Estimated:
        // Known to be nothing is more than not known.
        order = threeWay(std::pair(a.estimate != nullptr, estimatedSaving(a.estimate)),
                         std::pair(b.estimate != nullptr, estimatedSaving(b.estimate)));
        break;
    case MarkedBy:
        order = a.data.markedBy.compare(b.data.markedBy);
        break;
    case Container:
        order = a.data.container.compare(b.data.container);
        break;
    case RunState:
        order = a.data.state.compare(b.data.state);
        break;
    case Trend:
        // Where it is not known is last.
        order = threeWay(std::pair(a.trend.isKnown(), a.trend.change()),
                         std::pair(b.trend.isKnown(), b.trend.change()));
        break;
    case Mergeable:
        order = threeWay(a.data.marked + a.data.mergeable, b.data.marked + b.data.mergeable);
        break;
    case State:
        order = -threeWay(stateRank(a.data, a.activity), stateRank(b.data, b.activity));
        break;
    default:
        return threeWay(a.data.key, b.data.key);
    }
    // Equal rows keep still: by something that never changes.
    return order != 0 ? order : threeWay(a.data.key, b.data.key);
}

int ProcessModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ProcessModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProcessModel::stateText(const Row& row) const {
    switch (row.activity) {
    case Activity::Waiting:
        return tr("Waiting…");
    case Activity::Marking:
        return tr("Marking…");
    case Activity::Unmarking:
        return tr("Unmarking…");
    case Activity::Failed:
        return row.words;
    case Activity::None:
        break;
    }
    if (row.data.marked) {
        return tr("Marked");
    }
    if (row.data.mergeable) {
        return tr("Partly mergeable");
    }
    return row.data.markable ? tr("Not marked") : tr("Cannot be marked");
}

QString ProcessModel::text(const Row& row, int column) const {
    switch (column) {
    case Name:
        return QString::fromStdString(row.data.name);
    case Pid:
        return QString::number(row.data.key.pid);
    case User:
        return QString::fromStdString(row.data.user);
    case Unit:
        return QString::fromStdString(row.data.unit);
    case Memory:
        return formatSize(row.data.rss);
    case Merged:
        return sizeOrDash(row.data.merged);
    case Saved:
        return sizeOrDash(row.data.saved);
    case State:
        return stateText(row);
    case Estimated:
        return estimateText(row.estimate);
    case MarkedBy:
        return markedByText(row.data);
    case Container:
        return row.data.container.empty() ? dash() : QString::fromStdString(row.data.container);
    case RunState:
        return runStateText(row.data.state);
    case Trend:
        return row.trend.isKnown() ? trendText(row.trend) : dash();
    case Mergeable:
        if (row.data.marked) {
            return tr("All");
        }
        return row.data.mergeable ? tr("In part") : tr("No");
    default:
        return {};
    }
}

QString ProcessModel::stateToolTip(const Row& row) const {
    if (row.activity == Activity::Failed) {
        return row.message;
    }
    if (row.data.marked) {
        return row.data.markedBy.empty() ? QString()
                                         : tr("Marked by: %1").arg(markedByText(row.data));
    }
    if (!row.data.markable) {
        return tr("It has no memory of its own that could be merged.");
    }
    if (!obstacle_.isEmpty()) {
        return obstacle_;
    }
    if (row.data.uid != ownUid_ && ownUid_ != 0) {
        return tr("It belongs to %1: marking it asks for an administrator’s password.")
            .arg(QString::fromStdString(row.data.user));
    }
    return {};
}

QString ProcessModel::toolTip(const Row& row, int column) const {
    switch (column) {
    case Name:
        return QString::fromStdString(row.data.exe.empty() ? row.data.name : row.data.exe);
    case Unit:
        return QString::fromStdString(row.data.unit);
    case State:
        return stateToolTip(row);
    case Estimated:
        if (row.estimate && row.estimate->processes.size() > 1) {
            return tr("Marking these %1 together would save %2")
                .arg(row.estimate->processes.size())
                .arg(formatSize(row.estimate->estimate.saved));
        }
        return {};
    case MarkedBy:
        if (row.data.markedBy == "program") {
            return tr("It asked for it by itself, or inherited it");
        }
        return {};
    case Container:
        return QString::fromStdString(row.data.container);
    case Trend:
        return trendText(row.trend);
    default:
        return {};
    }
}

QVariant ProcessModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row& row = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        return column == Name && icons_ != nullptr
                   ? QVariant(icons_->iconFor(QString::fromStdString(row.data.exe),
                                              QString::fromStdString(row.data.name)))
                   : QVariant();
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::AccessibleTextRole:
        if (column == Merged || column == Saved) {
            return formatSize(column == Merged ? row.data.merged : row.data.saved);
        }
        // A dash says nothing to who cannot see it.
        if (text(row, column) == dash()) {
            return column == Estimated ? tr("Not estimated") : QString();
        }
        return text(row, column);
    case Qt::TextAlignmentRole:
        switch (column) {
        case Pid:
        case Memory:
        case Merged:
        case Saved:
        case Estimated:
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        default:
            return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
        }
    case ActivityRole:
        return static_cast<int>(row.activity);
    case MarkedRole:
        return row.data.marked;
    case TrendRole:
        return column == Trend && row.trend.isKnown() ? QVariant::fromValue(row.trend) : QVariant();
    case DimRole:
        return (column == Merged && row.data.merged == 0) ||
               (column == Saved && row.data.saved == 0) ||
               (column == Estimated && estimatedSaving(row.estimate) == 0) || column >= MarkedBy ||
               (column == State && row.activity == Activity::None && !row.data.marked);
    default:
        return {};
    }
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number =
            section == Pid || (section >= Memory && section <= Saved) || section == Estimated;
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::DisplayRole) {
        switch (section) {
        case Name:
            return tr("Process");
        case Pid:
            return tr("PID");
        case User:
            return tr("User");
        case Unit:
            return tr("Unit");
        case Memory:
            return tr("Memory");
        case Merged:
            return tr("Merged");
        case Saved:
            return tr("Saved");
        case State:
            return tr("State");
        case Estimated:
            return tr("Estimated");
        case MarkedBy:
            return tr("Marked by");
        case Container:
            return tr("Container");
        case RunState:
            return tr("Activity");
        case Trend:
            return tr("Trend");
        case Mergeable:
            return tr("Mergeable");
        default:
            return {};
        }
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Unit:
            return tr("The systemd unit that the process belongs to");
        case Memory:
            return tr("Resident memory: what the process has in RAM now");
        case Merged:
            return tr("How much of its memory is merged with identical memory");
        case Saved:
            return tr("Its fair part of what merging saves");
        case State:
            return tr("Marked: all its memory takes part in merging");
        case Estimated:
            return tr("What marking it would save, where that was estimated; in brackets how many "
                      "processes together");
        case MarkedBy:
            return tr("The user, the rule or the program that wanted it");
        case Container:
            return tr("The container that the process belongs to");
        case RunState:
            return tr("What the process does: running, sleeping, stopped");
        case Trend:
            return tr("What merging saved for it in the last five minutes; sorted by how much more "
                      "it is now");
        case Mergeable:
            return tr("How much of its memory the scanner may merge: all of it, what the program "
                      "itself offered, or nothing");
        default:
            return {};
        }
    }
    return {};
}

} // namespace samepage::gui
