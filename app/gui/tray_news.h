// SPDX-License-Identifier: GPL-2.0-or-later
// What is worth a notification: that something stopped by itself, and why. Says
// the same thing once, and not what the user has just done.
#pragma once

#include "gui/service_client.h"

#include <QString>

#include <chrono>
#include <optional>

namespace samepage::gui {

class TrayNews {
public:
    struct News {
        QString title{};
        QString text{};
    };
    using Time = std::chrono::steady_clock::time_point;

    // To be called with each change; `now` never goes back.
    [[nodiscard]] std::optional<News> look(Link link, const EngineStatus& status, Time now);

private:
    [[nodiscard]] std::optional<News> lookAtLink(Link link);
    [[nodiscard]] std::optional<News> lookAtEngine(const EngineStatus& status, Time now);

    bool seen_ = false; // connected once: what was wrong before is no news
    bool lost_ = false;
    EngineStatus last_;
    std::optional<Time> lastWaiting_; // when that was last told
};

} // namespace samepage::gui
