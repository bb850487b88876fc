// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tray_news.h"

#include "gui/service_words.h"
#include "gui/setup_state.h"

#include <QCoreApplication>

#include <utility>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;
using client::EngineState;
using client::Problem;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Tray)
};

// Memory may be short and plenty in turns; nobody wants to be told each time.
constexpr auto waitingInterval = 15min;

} // namespace

std::optional<TrayNews::News> TrayNews::look(Link link, const EngineStatus& status, Time now) {
    if (link == Link::Connecting) {
        return std::nullopt; // it may be back in a moment
    }
    if (link != Link::Connected) {
        return lookAtLink(link);
    }
    lost_ = false;
    return lookAtEngine(status, now);
}

std::optional<TrayNews::News> TrayNews::lookAtLink(Link link) {
    if (!seen_ || lost_) {
        return std::nullopt;
    }
    lost_ = true;
    const std::optional<SetupState> state = setupState(link, {});
    return state ? std::optional(News{.title = state->title, .text = state->text}) : std::nullopt;
}

std::optional<TrayNews::News> TrayNews::lookAtEngine(const EngineStatus& status, Time now) {
    const bool first = !seen_;
    const EngineStatus before = std::exchange(last_, status);
    seen_ = true;
    if (first) {
        return std::nullopt;
    }
    if (status.problem != Problem::None && status.problem != before.problem) {
        const std::optional<SetupState> state = setupState(Link::Connected, status);
        return state ? std::optional(News{.title = state->title, .text = state->text})
                     : std::nullopt;
    }
    if (status.state == EngineState::Waiting && before.state == EngineState::Running &&
        (!lastWaiting_ || now - *lastWaiting_ >= waitingInterval)) {
        lastWaiting_ = now;
        return News{.title = Text::tr("Scanning has paused by itself"),
                    .text = status.explanation.empty() ? Text::tr("It goes on when it may again.")
                                                       : explanationText(status)};
    }
    return std::nullopt;
}

} // namespace samepage::gui
