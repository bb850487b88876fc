// SPDX-License-Identifier: GPL-2.0-or-later
// Unmerging everything needs memory: how much, whether it is there, and how to ask.
#pragma once

#include <QString>

#include <optional>

namespace samepage::gui {

// Bytes; empty: not known.
struct UnmergeNeed {
    std::optional<quint64> needed{};
    std::optional<quint64> available{};

    // False only if it is known.
    [[nodiscard]] bool isEnough() const;
};

// What happens then, in some sentences.
[[nodiscard]] QString unmergeQuestion(const UnmergeNeed& need);

} // namespace samepage::gui
