// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <memory>

namespace sdbus {
class IConnection;
}

namespace samepage::gui {

// The bus of the user's session; null if there is none, or it does not answer
// within `limit`, which is also what each call on it may take.
[[nodiscard]] std::unique_ptr<sdbus::IConnection> openSessionBus(std::chrono::microseconds limit);

} // namespace samepage::gui
