// SPDX-License-Identifier: GPL-2.0-or-later
// What the ranges and defaults of settings depend on.
#pragma once

#include <QtGlobal>

#include <optional>

namespace samepage::gui {

struct Machine {
    quint64 cpus = 1;
    quint64 memoryPages = 0;
};

[[nodiscard]] Machine thisMachine();

// Bytes that programs could get now (MemAvailable); empty: not known.
[[nodiscard]] std::optional<quint64> availableMemory();

} // namespace samepage::gui
