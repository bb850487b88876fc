// SPDX-License-Identifier: GPL-2.0-or-later
// What the ranges and defaults of settings depend on.
#pragma once

#include <QtGlobal>

#include <limits>
#include <optional>

namespace samepage::gui {

// As it is, nothing is known of it: no number of CPUs is too high.
struct Machine {
    quint64 cpus = std::numeric_limits<quint64>::max();
    quint64 memoryPages = 0; // 0: not known
};

class ServiceClient;

[[nodiscard]] Machine thisMachine();
// Where the service is.
[[nodiscard]] Machine machineOf(const ServiceClient& client);

// Bytes that programs could get now (MemAvailable); empty: not known.
[[nodiscard]] std::optional<quint64> availableMemory();
[[nodiscard]] std::optional<quint64> availableMemory(const ServiceClient& client);

} // namespace samepage::gui
