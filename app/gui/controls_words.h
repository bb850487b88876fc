// SPDX-License-Identifier: GPL-2.0-or-later
// The choices that the controls window explains: when to run, and what may merge
// with what.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace samepage::gui {

struct Choice {
    std::string word; // of the D-Bus interface
    QString title;
    QString help; // what it means, or costs
};

[[nodiscard]] std::vector<Choice> whenChoices();   // of "when"
[[nodiscard]] std::vector<Choice> domainChoices(); // of "domains"

// Empty for a setting without such choices, and for a word of a newer service.
[[nodiscard]] QString choiceTitle(const std::string& setting, const std::string& word);

} // namespace samepage::gui
