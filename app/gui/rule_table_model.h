// SPDX-License-Identifier: GPL-2.0-or-later
// The rules as a table.
#pragma once

#include "gui/service_client.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>

namespace samepage::gui {

class RuleTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Kind, Value, Action, Domain, Comment, Priority, Processes, ColumnCount };
    // What to sort by.
    static constexpr int SortRole = Qt::UserRole;

    using Count = std::function<std::optional<int>(quint32 id)>;

    // `count` tells how many processes a rule has marked.
    explicit RuleTableModel(Count count, QObject* parent = nullptr);

    // Rows that stay keep their place and selection.
    void update(const Rules& rules);
    void updateCounts();
    // Shows it as switched already, until update() or settle().
    void expect(quint32 id, bool enabled);
    void settle(quint32 id);
    // Without permission nothing can be ticked.
    void setEditable(bool editable) { editable_ = editable; }

    [[nodiscard]] const client::Rule& rule(int row) const;
    // As it is shown: the service may be at it still.
    [[nodiscard]] bool isOn(const client::Rule& rule) const;
    [[nodiscard]] int rowOf(quint32 id) const; // -1: it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    // The user ticked or cleared one.
    void switchWanted(quint32 id, bool enabled);

private:
    [[nodiscard]] QString text(const client::Rule& rule, int column) const;
    [[nodiscard]] QVariant sortKey(const client::Rule& rule, int column) const;

    Count count_;
    Rules rules_; // by number, as the service has them
    QHash<quint32, bool> expected_;
    bool editable_ = true;
};

} // namespace samepage::gui
