// SPDX-License-Identifier: GPL-2.0-or-later
// Why memory is merged or not: the service's words, for people.
#pragma once

#include "client/long_results.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <string>
#include <vector>

namespace samepage::gui {

struct ReasonText {
    QString name{};    // short, for a legend
    QString meaning{}; // a sentence
    QString advice{};  // what to do about it; a sentence
};

// A word of a later service is shown as it is.
[[nodiscard]] ReasonText reasonText(const std::string& reason);

// To be told apart on the palette's window colour, light or dark.
[[nodiscard]] QColor reasonColor(const std::string& reason, const QPalette& palette);

struct MemoryShare {
    std::string reason{};
    quint64 bytes = 0;

    bool operator==(const MemoryShare&) const = default;
};

// Those that are not empty: first what saves memory, then what could, then what
// cannot.
[[nodiscard]] std::vector<MemoryShare> memoryShares(const client::Explanation& explanation);

} // namespace samepage::gui
