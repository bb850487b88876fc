// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/process_handle.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <utility>

namespace samepage {

/// Who marked a process, or unmarked it by hand.
struct MarkAuthor {
    bool marked = true; ///< false: unmarked by hand
    std::string by;     ///< "user:NAME" or "rule:ID"
    [[nodiscard]] bool isUser() const { return by.starts_with("user:"); }
    bool operator==(const MarkAuthor&) const = default;
};

using MarkEntry = std::pair<ProcessKey, MarkAuthor>;

[[nodiscard]] QJsonObject toJson(const MarkEntry& entry);
/// Empty: it is no such entry.
[[nodiscard]] std::optional<MarkEntry> markEntry(const QJsonObject& json);

} // namespace samepage
