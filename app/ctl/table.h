// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace samepage::ctl {

enum class Align { Left, Right };

struct Column {
    std::string title;
    Align align = Align::Left;
};

// Lines of columns that are as wide as what is in them, two spaces apart, the
// title first. Every row has as many cells as there are columns; cells are
// printable text. No trailing spaces.
[[nodiscard]] std::string formatTable(const std::vector<Column>& columns,
                                      const std::vector<std::vector<std::string>>& rows);

} // namespace samepage::ctl
