// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_table_model.h"

#include "gui/format.h"
#include "gui/rule_text.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace samepage::gui {

RuleTableModel::RuleTableModel(Count count, QObject* parent)
    : QAbstractTableModel(parent)
    , count_(std::move(count)) {}

void RuleTableModel::update(const Rules& rules) {
    expected_.clear();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(rules, rule(row).id, &client::Rule::id) == rules.end()) {
            beginRemoveRows({}, row, row);
            rules_.erase(rules_.begin() + row);
            endRemoveRows();
        }
    }
    // Numbers only grow, so what is new comes last.
    for (std::size_t place = 0; place < rules.size(); ++place) {
        const int row = static_cast<int>(place);
        if (place < rules_.size() && rules_[place].id == rules[place].id) {
            rules_[place] = rules[place];
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        } else {
            beginInsertRows({}, row, row);
            rules_.insert(rules_.begin() + row, rules[place]);
            endInsertRows();
        }
    }
}

void RuleTableModel::updateCounts() {
    if (!rules_.empty()) {
        emit dataChanged(index(0, Processes), index(rowCount() - 1, Processes));
    }
}

void RuleTableModel::expect(quint32 id, bool enabled) {
    expected_[id] = enabled;
    if (const int row = rowOf(id); row >= 0) {
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void RuleTableModel::settle(quint32 id) {
    expected_.remove(id);
    if (const int row = rowOf(id); row >= 0) {
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

const client::Rule& RuleTableModel::rule(int row) const {
    return rules_.at(static_cast<std::size_t>(row));
}

int RuleTableModel::rowOf(quint32 id) const {
    const auto found = std::ranges::find(rules_, id, &client::Rule::id);
    return found == rules_.end() ? -1 : static_cast<int>(found - rules_.begin());
}

int RuleTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rules_.size());
}

int RuleTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Priority || section == Processes;
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    const bool tip = role == Qt::ToolTipRole;
    if (!tip && role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Number:
        return tip ? tr("Ticked rules are applied. Numbers are never used twice.") : tr("Rule");
    case Kind:
        return tip ? tr("What the rule knows a process by") : tr("Applies to");
    case Value:
        return tip ? tr("Which program, unit, control group or user") : tr("Which one");
    case Action:
        return tip ? tr("What happens to such a process when it starts") : tr("Effect");
    case Domain:
        return tip ? tr("Processes in a domain merge with each other, also those of different "
                        "users, and with nobody else")
                   : tr("Domain");
    case Priority:
        return tip ? tr("If several rules match a process, the one with the highest priority "
                        "counts")
                   : tr("Priority");
    case Processes:
        return tip ? tr("Running processes that the rule has marked, of all users")
                   : tr("Processes");
    case Comment:
        return tip ? tr("For people; it changes nothing") : tr("Note");
    default:
        return {};
    }
}

bool RuleTableModel::isOn(const client::Rule& rule) const {
    return expected_.value(rule.id, rule.enabled);
}

QString RuleTableModel::text(const client::Rule& rule, int column) const {
    switch (column) {
    case Number:
        // In words too: not every style shows an empty box on a dark ground.
        return isOn(rule) ? QString::number(rule.id) : tr("%1 off").arg(rule.id);
    case Kind:
        return ruleKindText(rule);
    case Value:
        return ruleValueText(rule);
    case Action:
        return ruleActionText(rule);
    case Domain:
        return rule.domain.empty() ? QStringLiteral("–") : QString::fromStdString(rule.domain);
    case Priority:
        return QString::number(rule.priority);
    case Processes: {
        const auto count = count_(rule.id);
        return count ? formatCount(static_cast<quint64>(*count)) : QStringLiteral("–");
    }
    default:
        return QString::fromStdString(rule.comment);
    }
}

QVariant RuleTableModel::sortKey(const client::Rule& rule, int column) const {
    switch (column) {
    case Number:
        return rule.id;
    case Priority:
        return rule.priority;
    case Processes:
        return count_(rule.id).value_or(-1);
    default:
        return text(rule, column).toCaseFolded();
    }
}

QVariant RuleTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const client::Rule& one = rule(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(one, index.column());
    case SortRole:
        return sortKey(one, index.column());
    case Qt::CheckStateRole:
        if (index.column() == Number) {
            return isOn(one) ? Qt::Checked : Qt::Unchecked;
        }
        return {};
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == Priority || index.column() == Processes;
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::ForegroundRole:
        return isOn(one) && !expected_.contains(one.id)
                   ? QVariant()
                   : QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText));
    case Qt::ToolTipRole:
        return index.column() == Value || index.column() == Comment ? text(one, index.column())
                                                                    : QString();
    case Qt::AccessibleTextRole:
        if (index.column() == Number) {
            return isOn(one) ? tr("Rule %1, enabled").arg(one.id)
                             : tr("Rule %1, disabled").arg(one.id);
        }
        return text(one, index.column());
    default:
        return {};
    }
}

Qt::ItemFlags RuleTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags result = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == Number && editable_) {
        result |= Qt::ItemIsUserCheckable;
    }
    return result;
}

bool RuleTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole || !editable_) {
        return false;
    }
    const quint32 id = rule(index.row()).id;
    if (expected_.contains(id)) {
        return false; // on its way already
    }
    emit switchWanted(id, value.toInt() == Qt::Checked);
    return true;
}

} // namespace samepage::gui
