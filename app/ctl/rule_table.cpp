// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/rule_table.h"

#include "client/rule.h"
#include "ctl/table.h"
#include "ctl/text.h"

#include <QJsonObject>
#include <QString>

namespace samepage::ctl {
namespace {

std::string orDash(const std::string& text) {
    return text.empty() ? "-" : printable(text);
}

} // namespace

std::string ruleTable(const std::vector<client::Dictionary>& rules) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rules.size());
    for (const client::Dictionary& rule : rules) {
        const client::Rule row = client::parseRule(rule);
        cells.push_back({std::to_string(row.id), row.enabled ? "on" : "off", printable(row.kind),
                         printable(row.user.empty() ? row.value : row.user), orDash(row.action),
                         orDash(row.domain), std::to_string(row.priority), orDash(row.comment)});
    }
    return formatTable({{"ID", Align::Right},
                        {"STATE"},
                        {"KIND"},
                        {"VALUE"},
                        {"ACTION"},
                        {"DOMAIN"},
                        {"PRIORITY", Align::Right},
                        {"COMMENT"}},
                       cells);
}

QJsonArray rulesJson(const std::vector<client::Dictionary>& rules) {
    const auto text = [](const std::string& utf8) { return QString::fromStdString(utf8); };
    QJsonArray array;
    for (const client::Dictionary& rule : rules) {
        const client::Rule row = client::parseRule(rule);
        QJsonObject object = {{"id", static_cast<qint64>(row.id)},
                              {"kind", text(row.kind)},
                              {"value", text(row.value)},
                              {"action", text(row.action)},
                              {"domain", text(row.domain)},
                              {"priority", row.priority},
                              {"enabled", row.enabled},
                              {"comment", text(row.comment)}};
        if (!row.user.empty()) {
            object["user"] = text(row.user);
        }
        array.append(object);
    }
    return array;
}

} // namespace samepage::ctl
