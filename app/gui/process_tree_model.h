// SPDX-License-Identifier: GPL-2.0-or-later
// The rows of ProcessModel as a tree of parents and children. A new list becomes
// inserts, moves and removals; only the first one is a reset, as thousands of
// inserts would take their time.
#pragma once

#include "gui/process_model.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_map>
#include <vector>

namespace samepage::gui {

class ProcessTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    // `processes` must outlive this.
    explicit ProcessTreeModel(ProcessModel& processes, QObject* parent = nullptr);
    ~ProcessTreeModel() override;

    // Its row in ProcessModel; -1 when it is just being removed.
    [[nodiscard]] int flatRow(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex fromFlatRow(int row) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Node {
        ProcessKey key;
        Node* parent = nullptr;
        std::vector<Node*> children; // owned by nodes_
        int row = 0;                 // among its siblings
    };
    struct Change {
        ProcessKey key;
        int firstColumn;
        int lastColumn;
    };

    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node* node, int column = 0) const;
    // Where it belongs, as of the list of now.
    [[nodiscard]] Node* rightParent(const ProcessRow& process);
    void rebuild();
    void insert(const std::vector<ProcessKey>& added, bool announce);
    void moveToParents();
    void removeGone();
    void move(Node& from, int first, int count, Node& to);
    void remove(Node& parent, int begin, int end);
    static void number(Node& parent, int from);
    void take(const QModelIndex& from, const QModelIndex& to);
    void tell(const Change& change);

    ProcessModel& processes_;
    Node root_;
    std::unordered_map<ProcessKey, std::unique_ptr<Node>, ProcessKeyHash> nodes_;
    std::unordered_map<quint32, ProcessKey> byPid_; // of the list of now
    // Between a removal in the list and the end of its update, what has changed
    // is told later: until then, some nodes stand for nothing.
    bool behind_ = false;
    std::vector<Change> later_;
};

} // namespace samepage::gui
