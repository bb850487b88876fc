// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/engine_events.h"

#include <gmock/gmock.h>

namespace samepage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

EngineStatus status(const char* backend, const char* state, const char* problem = "") {
    EngineStatus result;
    result.backend = backend;
    result.state = state;
    result.problem = problem;
    return result;
}

const EngineStatus none = status("none", "unavailable", "module-not-loaded");
const EngineStatus running = status("module", "running");
const EngineStatus paused = status("module", "paused");
const EngineStatus unmerging = status("module", "unmerging");
const EngineStatus waiting = status("module", "running", "builtin-busy");
const EngineStatus builtin = status("builtin", "running", "module-not-loaded");

TEST(EngineEvents, NothingHappensWhereNothingChanges) {
    for (const auto& same : {none, running, paused, unmerging, waiting, builtin})
        EXPECT_THAT(engineEvents(same, same), IsEmpty());
}

TEST(EngineEvents, StartAndPause) {
    EXPECT_THAT(engineEvents(paused, running), ElementsAre("started"));
    EXPECT_THAT(engineEvents(running, paused), ElementsAre("paused"));
    EXPECT_THAT(engineEvents(running, unmerging), ElementsAre("paused"));
    EXPECT_THAT(engineEvents(unmerging, paused), IsEmpty());
}

TEST(EngineEvents, TheModuleComesAndGoes) {
    EXPECT_THAT(engineEvents(none, paused), ElementsAre("module-loaded"));
    EXPECT_THAT(engineEvents(none, running), ElementsAre("module-loaded", "started"));
    EXPECT_THAT(engineEvents(running, none), ElementsAre("paused", "module-unloaded"));
    EXPECT_THAT(engineEvents(paused, builtin), ElementsAre("started", "module-unloaded"));
    EXPECT_THAT(engineEvents(none, builtin), ElementsAre("started"));
}

TEST(EngineEvents, TheOtherScannerIsInTheWay) {
    EXPECT_THAT(engineEvents(running, waiting), ElementsAre("scanner-paused"));
    EXPECT_THAT(engineEvents(waiting, running), ElementsAre("scanner-resumed"));
    EXPECT_THAT(engineEvents(paused, waiting), ElementsAre("started", "scanner-paused"));
    EXPECT_THAT(engineEvents(waiting, paused), ElementsAre("paused"));
    EXPECT_THAT(engineEvents(waiting, builtin), ElementsAre("module-unloaded"));
}

} // namespace
} // namespace samepage
