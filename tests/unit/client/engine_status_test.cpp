// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/engine_status.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

TEST(EngineStatus, KnowsEveryWordOfTheContract) {
    EXPECT_EQ(parseBackend("module"), Backend::Module);
    EXPECT_EQ(parseBackend("builtin"), Backend::Builtin);
    EXPECT_EQ(parseBackend("none"), Backend::None);
    EXPECT_EQ(parseEngineState("running"), EngineState::Running);
    EXPECT_EQ(parseEngineState("paused"), EngineState::Paused);
    EXPECT_EQ(parseEngineState("unmerging"), EngineState::Unmerging);
    EXPECT_EQ(parseEngineState("unavailable"), EngineState::Unavailable);
    EXPECT_EQ(parseProblem(""), Problem::None);
    EXPECT_EQ(parseProblem("module-not-loaded"), Problem::ModuleNotLoaded);
    EXPECT_EQ(parseProblem("module-not-installed"), Problem::ModuleNotInstalled);
    EXPECT_EQ(parseProblem("module-not-built"), Problem::ModuleNotBuilt);
    EXPECT_EQ(parseProblem("module-refused"), Problem::ModuleRefused);
    EXPECT_EQ(parseProblem("module-locked-down"), Problem::ModuleLockedDown);
    EXPECT_EQ(parseProblem("module-unsupported"), Problem::ModuleUnsupported);
    EXPECT_EQ(parseProblem("module-failed"), Problem::ModuleFailed);
    EXPECT_EQ(parseProblem("module-incompatible"), Problem::ModuleIncompatible);
    EXPECT_EQ(parseProblem("builtin-busy"), Problem::BuiltinBusy);
}

TEST(EngineStatus, AWordFromANewerServiceIsUnknownNotFine) {
    EXPECT_EQ(parseProblem("module-on-holiday"), Problem::Unknown);
    EXPECT_EQ(parseBackend("Module"), Backend::Unknown);
    EXPECT_EQ(parseEngineState(""), EngineState::Unknown);
}

TEST(EngineStatus, PropertiesChangeOnlyWhatTheyName) {
    EngineStatus status{.backend = Backend::Module,
                        .state = EngineState::Paused,
                        .problem = Problem::None,
                        .version = "0.1.0",
                        .moduleVersion = "0.1.0"};
    const EngineStatus before = status;

    applyProperties(status, {{"State", sdbus::Variant{"running"}},
                             {"Problem", sdbus::Variant{std::uint32_t{3}}},
                             {"Weather", sdbus::Variant{"rain"}}});

    EngineStatus expected = before;
    expected.state = EngineState::Running;
    EXPECT_EQ(status, expected);
}

} // namespace
} // namespace samepage::client
