// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/process_row.h"

#include <cstddef>
#include <functional>

namespace samepage::gui {

struct ProcessKeyHash {
    std::size_t operator()(const client::ProcessKey& key) const noexcept {
        return std::hash<std::uint64_t>{}(key.startTime * 0x9E3779B97F4A7C15ULL ^ key.pid);
    }
};

} // namespace samepage::gui
