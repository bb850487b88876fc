// SPDX-License-Identifier: GPL-2.0-or-later
// The rules for people and for programs.
#pragma once

#include "client/dictionary.h"

#include <QJsonArray>

#include <string>
#include <vector>

namespace samepage::ctl {

// `rules` is what Rules.List returned. Both throw client::MalformedReply.
[[nodiscard]] std::string ruleTable(const std::vector<client::Dictionary>& rules);
[[nodiscard]] QJsonArray rulesJson(const std::vector<client::Dictionary>& rules);

} // namespace samepage::ctl
