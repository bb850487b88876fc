// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/rule_table.h"

#include "ctl/table.h"
#include "ctl/text.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>

namespace samepage::ctl {
namespace {

struct Row {
    std::uint32_t id = 0;
    std::string kind;
    std::string value;
    std::string user; // of rules about a user
    std::string action;
    std::string domain;
    std::int32_t priority = 0;
    bool enabled = false;
    std::string comment;
};

Row parse(const client::Dictionary& rule) {
    constexpr const char* source = "Rules.List";
    Row row;
    client::require(rule, source, "id", row.id);
    client::require(rule, source, "kind", row.kind);
    client::require(rule, source, "value", row.value);
    client::read(rule, source, "user", row.user);
    client::read(rule, source, "action", row.action);
    client::read(rule, source, "domain", row.domain);
    client::read(rule, source, "priority", row.priority);
    client::read(rule, source, "enabled", row.enabled);
    client::read(rule, source, "comment", row.comment);
    return row;
}

std::string orDash(const std::string& text) {
    return text.empty() ? "-" : printable(text);
}

} // namespace

std::string ruleTable(const std::vector<client::Dictionary>& rules) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rules.size());
    for (const client::Dictionary& rule : rules) {
        const Row row = parse(rule);
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
        const Row row = parse(rule);
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
