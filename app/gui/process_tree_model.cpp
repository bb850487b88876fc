// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_tree_model.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>
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

// When a program with thousands of children ends, or starts them, that is one
// insert, one move and one removal: views and proxies do work for each.
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
    std::ranges::sort(added, isOlder);
    const bool first = nodes_.empty() && !added.empty();
    if (first) {
        beginResetModel();
    }
    insert(added, !first);
    if (first) {
        endResetModel();
    }
    moveToParents();
    removeGone();
    behind_ = false;
    for (const Change& change : std::exchange(later_, {})) {
        tell(change);
    }
}

void ProcessTreeModel::insert(const std::vector<ProcessKey>& added, bool announce) {
    for (const ProcessKey& key : added) {
        auto node = std::make_unique<Node>();
        node->key = key;
        nodes_.emplace(key, std::move(node));
    }
    // What hangs on something new comes with it.
    std::vector<std::pair<Node*, std::vector<Node*>>> families;
    std::unordered_map<Node*, std::size_t> familyOf;
    for (const ProcessKey& key : added) {
        Node* node = nodes_.at(key).get();
        const std::optional<int> row = processes_.find(key);
        Q_ASSERT(row); // it was just added
        Node* parent = row ? rightParent(processes_.process(*row)) : &root_;
        node->parent = parent;
        if (parent != &root_ && std::ranges::binary_search(added, parent->key, isOlder)) {
            node->row = static_cast<int>(parent->children.size());
            parent->children.push_back(node);
            continue;
        }
        const auto [family, isNew] = familyOf.emplace(parent, families.size());
        if (isNew) {
            families.emplace_back(parent, std::vector<Node*>());
        }
        families[family->second].second.push_back(node);
    }
    for (const auto& [parent, children] : families) {
        const auto begin = static_cast<int>(parent->children.size());
        if (announce) {
            beginInsertRows(indexOf(parent), begin, begin + static_cast<int>(children.size()) - 1);
        }
        parent->children.insert(parent->children.end(), children.begin(), children.end());
        number(*parent, begin);
        if (announce) {
            endInsertRows();
        }
    }
}

void ProcessTreeModel::number(Node& parent, int from) {
    for (auto place = static_cast<std::size_t>(from); place < parent.children.size(); ++place) {
        parent.children[place]->row = static_cast<int>(place);
    }
}

void ProcessTreeModel::moveToParents() {
    // By where they are: neighbours that go to the same place go together.
    std::vector<std::pair<Node*, Node*>> moves;
    for (int row = 0; row < processes_.rowCount(); ++row) {
        const ProcessRow& process = processes_.process(row);
        Node* node = nodes_.at(process.key).get();
        if (Node* parent = rightParent(process); node->parent != parent) {
            moves.emplace_back(node, parent);
        }
    }
    std::ranges::stable_sort(moves, [](const auto& left, const auto& right) {
        return std::tuple(left.first->parent->key, left.first->row) <
               std::tuple(right.first->parent->key, right.first->row);
    });
    // From the last one on, so that places before it stay as they are.
    for (std::size_t end = moves.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && moves[begin - 1].second == moves[begin].second &&
               moves[begin - 1].first->parent == moves[begin].first->parent &&
               moves[begin - 1].first->row + 1 == moves[begin].first->row) {
            --begin;
        }
        move(*moves[begin].first->parent, moves[begin].first->row, static_cast<int>(end - begin),
             *moves[begin].second);
        end = begin;
    }
}

void ProcessTreeModel::move(Node& from, int first, int count, Node& to) {
    const auto row = static_cast<int>(to.children.size());
    beginMoveRows(indexOf(&from), first, first + count - 1, indexOf(&to), row);
    const auto begin = from.children.begin() + first;
    for (auto node = begin; node != begin + count; ++node) {
        (*node)->parent = &to;
        to.children.push_back(*node);
    }
    from.children.erase(begin, begin + count);
    number(from, first);
    number(to, row);
    endMoveRows();
}

void ProcessTreeModel::removeGone() {
    // Nobody hangs on those that are gone any more, but others that are gone: those
    // go with them.
    const auto isGone = [this](const Node* node) {
        return node != &root_ && !processes_.find(node->key);
    };
    std::unordered_set<Node*> parents;
    for (const auto& [key, node] : nodes_) {
        if (isGone(node.get()) && !isGone(node->parent)) {
            parents.insert(node->parent);
        }
    }
    for (Node* parent : parents) {
        for (auto end = static_cast<int>(parent->children.size()); end > 0;) {
            const auto gone = [&](int row) {
                return isGone(parent->children[static_cast<std::size_t>(row)]);
            };
            int begin = end - 1;
            if (gone(begin)) {
                while (begin > 0 && gone(begin - 1)) {
                    --begin;
                }
                remove(*parent, begin, end);
            }
            end = begin;
        }
    }
}

void ProcessTreeModel::remove(Node& parent, int begin, int end) {
    beginRemoveRows(indexOf(&parent), begin, end - 1);
    std::vector<Node*> gone(parent.children.begin() + begin, parent.children.begin() + end);
    parent.children.erase(parent.children.begin() + begin, parent.children.begin() + end);
    number(parent, begin);
    while (!gone.empty()) {
        const Node* node = gone.back();
        gone.pop_back();
        gone.insert(gone.end(), node->children.begin(), node->children.end());
        nodes_.erase(ProcessKey(node->key));
    }
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
