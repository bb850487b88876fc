// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "rules/rule.h"

#include <QJsonObject>

namespace samepage {

[[nodiscard]] QJsonObject toJson(const Rule& rule);
/// Throws std::runtime_error or Failure for what is no rule.
[[nodiscard]] Rule ruleFromJson(const QJsonObject& json);

} // namespace samepage
