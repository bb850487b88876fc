// SPDX-License-Identifier: GPL-2.0-or-later
// What samepage(4) and the D-Bus interface say of each setting: kind, range,
// default, unit, and a line of help.
#pragma once

#include "client/settings.h"
#include "gui/machine.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace samepage::gui {

inline constexpr quint64 mostThreads = 64; // of the module, on any machine

enum class SettingKind { Number, Fraction, Switch, Words };

struct TunableSpec {
    std::string name{};
    SettingKind kind = SettingKind::Number;
    quint64 min = 0; // of numbers
    quint64 max = 0;
    std::vector<std::string> words{}; // of words
    std::optional<client::SettingValue> normal{};
    QString unit{};      // "ms", "pages", or empty
    bool symbol = false; // the unit is written with every number, as "%" is
    QString help{};      // one line, or empty
};

// Those that are known here, in the order in which to show them; on the machine.
[[nodiscard]] std::vector<TunableSpec> tunableSpecs(const Machine& machine);

// Of one that only a newer service knows: no more than what its value tells.
[[nodiscard]] TunableSpec unknownTunable(const std::string& name,
                                         const client::SettingValue& value);

// "20 %", "100", "user", "on"; for people.
[[nodiscard]] QString settingText(const TunableSpec& spec, const client::SettingValue& value);

// "1 to 64. Default: 1".
[[nodiscard]] QString rangeText(const TunableSpec& spec);

// What is wrong with the value, in a sentence; empty: nothing.
[[nodiscard]] QString settingProblem(const TunableSpec& spec, const client::SettingValue& value);

// A number as it was typed, or the text itself, which is none.
[[nodiscard]] client::SettingValue typedNumber(const QString& text);

} // namespace samepage::gui
