// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_tree_model.h"

#include <algorithm>
#include <utility>

namespace samepage::gui {
namespace {

// Parents are older than their children. Held to, there can be no circle,
// whatever a list says that was made while processes came and went.
bool isOlder(const ProcessKey& left, const ProcessKey& right) {
    return std::pair(left.startTime, left.pid) < std::pair(right.startTime, right.pid);
}

} // namespace

ProcessTreeModel::ProcessTreeModel(ProcessModel& processes, QObject* parent)
    : QAbstractItemModel(parent)
    , processes_(processes) {
    connect(&processes_, &ProcessModel::updated, this, &ProcessTreeModel::rebuild);
    connect(&processes_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this] { behind_ = true; });
    connect(&processes_, &QAbstractItemModel::dataChanged, this, &ProcessTreeModel::take);
    rebuild();
}

ProcessTreeModel::~ProcessTreeModel() = default;

ProcessTreeModel::Node* ProcessTreeModel::rightParent(const ProcessRow& process) {
    const auto pid = byPid_.find(process.ppid);
    if (pid == byPid_.end() || !isOlder(pid->second, process.key)) {
        return &root_;
    }
    const auto node = nodes_.find(pid->second);
    return node == nodes_.end() ? &root_ : node->second.get();
}

void ProcessTreeModel::rebuild() {
    byPid_.clear();
    std::vector<ProcessKey> added;
    for (int row = 0; row < processes_.rowCount(); ++row) {
        const ProcessKey& key = processes_.process(row).key;
        byPid_[key.pid] = key;
        if (!nodes_.contains(key)) {
            added.push_back(key);
        }
    }
    std::ranges::sort(added, isOlder); // parents before their children
    const bool first = nodes_.empty() && !added.empty();
    if (first) {
        beginResetModel();
    }
    for (const ProcessKey& key : added) {
        if (const auto row = processes_.find(key)) {
            insert(key, rightParent(processes_.process(*row)), !first);
        }
    }
    if (first) {
        endResetModel();
    }
    for (int row = 0; row < processes_.rowCount(); ++row) {
        const ProcessRow& process = processes_.process(row);
        Node* node = nodes_.at(process.key).get();
        Node* parent = rightParent(process);
        if (node->parent != parent) {
            move(node, parent);
        }
    }
    // Nobody hangs on those that are gone any more, but others that are gone.
    std::vector<ProcessKey> gone;
    for (const auto& [key, node] : nodes_) {
        if (!processes_.find(key)) {
            gone.push_back(key);
        }
    }
    std::ranges::sort(
        gone, [](const ProcessKey& left, const ProcessKey& right) { return isOlder(right, left); });
    for (const ProcessKey& key : gone) {
        remove(nodes_.at(key).get());
    }
    behind_ = false;
    for (const Change& change : std::exchange(later_, {})) {
        tell(change);
    }
}

void ProcessTreeModel::insert(const ProcessKey& key, Node* parent, bool announce) {
    const int row = static_cast<int>(parent->children.size());
    if (announce) {
        beginInsertRows(indexOf(parent), row, row);
    }
    auto node = std::make_unique<Node>();
    node->key = key;
    node->parent = parent;
    node->row = row;
    parent->children.push_back(node.get());
    nodes_.emplace(key, std::move(node));
    if (announce) {
        endInsertRows();
    }
}

void ProcessTreeModel::move(Node* node, Node* parent) {
    Node* from = node->parent;
    const int row = static_cast<int>(parent->children.size());
    beginMoveRows(indexOf(from), node->row, node->row, indexOf(parent), row);
    from->children.erase(from->children.begin() + node->row);
    for (auto place = static_cast<std::size_t>(node->row); place < from->children.size(); ++place) {
        from->children[place]->row = static_cast<int>(place);
    }
    node->parent = parent;
    node->row = row;
    parent->children.push_back(node);
    endMoveRows();
}

void ProcessTreeModel::remove(Node* node) {
    Node* parent = node->parent;
    beginRemoveRows(indexOf(parent), node->row, node->row);
    parent->children.erase(parent->children.begin() + node->row);
    for (auto place = static_cast<std::size_t>(node->row); place < parent->children.size();
         ++place) {
        parent->children[place]->row = static_cast<int>(place);
    }
    nodes_.erase(ProcessKey(node->key));
    endRemoveRows();
}

void ProcessTreeModel::take(const QModelIndex& from, const QModelIndex& to) {
    for (int row = from.row(); row <= to.row(); ++row) {
        const Change change{.key = processes_.process(row).key,
                            .firstColumn = from.column(),
                            .lastColumn = to.column()};
        if (behind_) {
            later_.push_back(change);
        } else {
            tell(change);
        }
    }
}

void ProcessTreeModel::tell(const Change& change) {
    if (const auto node = nodes_.find(change.key); node != nodes_.end()) {
        emit dataChanged(indexOf(node->second.get(), change.firstColumn),
                         indexOf(node->second.get(), change.lastColumn));
    }
}

ProcessTreeModel::Node* ProcessTreeModel::nodeOf(const QModelIndex& index) const {
    return static_cast<Node*>(index.internalPointer());
}

QModelIndex ProcessTreeModel::indexOf(const Node* node, int column) const {
    return node == &root_ ? QModelIndex() : createIndex(node->row, column, node);
}

int ProcessTreeModel::flatRow(const QModelIndex& index) const {
    return index.isValid() ? processes_.find(nodeOf(index)->key).value_or(-1) : -1;
}

QModelIndex ProcessTreeModel::fromFlatRow(int row) const {
    const auto node = nodes_.find(processes_.process(row).key);
    return node == nodes_.end() ? QModelIndex() : indexOf(node->second.get());
}

QModelIndex ProcessTreeModel::index(int row, int column, const QModelIndex& parent) const {
    const Node& node = parent.isValid() ? *nodeOf(parent) : root_;
    if (row < 0 || std::cmp_greater_equal(row, node.children.size()) || column < 0 ||
        column >= ProcessModel::ColumnCount || parent.column() > 0) {
        return {};
    }
    return indexOf(node.children[static_cast<std::size_t>(row)], column);
}

QModelIndex ProcessTreeModel::parent(const QModelIndex& index) const {
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int ProcessTreeModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) {
        return 0;
    }
    const Node& node = parent.isValid() ? *nodeOf(parent) : root_;
    return static_cast<int>(node.children.size());
}

int ProcessTreeModel::columnCount(const QModelIndex& /*parent*/) const {
    return ProcessModel::ColumnCount;
}

QVariant ProcessTreeModel::data(const QModelIndex& index, int role) const {
    const int row = flatRow(index);
    return row < 0
               ? QVariant()
               : processes_.data(
                     static_cast<const QAbstractItemModel&>(processes_).index(row, index.column()),
                     role);
}

QVariant ProcessTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return processes_.headerData(section, orientation, role);
}

} // namespace samepage::gui
