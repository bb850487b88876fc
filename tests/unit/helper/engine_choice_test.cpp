// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/kernel_engine_source.h"

#include "engine/problem.h"
#include "failure_matcher.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

namespace samepage {
namespace {

class NoUnits final : public UnitStarter {
public:
    std::string start(const std::string&) override { return "failed"; }
};

class EngineChoiceTest : public testing::Test {
protected:
    EngineChoiceTest()
        : files_(tree_.root(), "6.12.0")
        , source_(files_,
                  ModuleLoader(files_, std::make_unique<NoUnits>(), [] { return std::string(); }),
                  [this] { return familyVersion_; }) {}

    void addBuiltin(const char* run = "0", const char* shared = "0") const {
        tree_.write("sys/kernel/mm/ksm/run", run);
        tree_.write("sys/kernel/mm/ksm/pages_shared", shared);
    }
    void install() const { tree_.write("lib/modules/6.12.0/modules.dep", "x/samepage.ko:\n"); }
    void load() const {
        install();
        tree_.write("sys/module/samepage/initstate", "live\n");
        tree_.write("sys/module/samepage/version", "0.1.0\n");
        tree_.write("sys/kernel/samepage/run", "0");
    }

    TempTree tree_;
    ModuleFiles files_;
    std::optional<int> familyVersion_ = 1;
    KernelEngineSource source_;
};

TEST_F(EngineChoiceTest, NothingAtAll) {
    const auto choice = source_.choose();
    EXPECT_EQ(choice.engine->backend(), "none");
    EXPECT_FALSE(choice.engine->available());
    EXPECT_EQ(choice.problem, problem::moduleNotInstalled);
    EXPECT_THAT(failureOf([&] { choice.engine->start(); }),
                FailsWith(FailureKind::Unavailable, "samepage-dkms"));
}

TEST_F(EngineChoiceTest, TheBuiltinScannerCannotMark) {
    addBuiltin();
    install();
    const auto choice = source_.choose();
    EXPECT_EQ(choice.engine->backend(), "builtin");
    EXPECT_EQ(choice.problem, problem::moduleNotLoaded);
    EXPECT_FALSE(choice.engine->running());
    choice.engine->start();
    EXPECT_EQ(tree_.read("sys/kernel/mm/ksm/run"), "1");
    EXPECT_TRUE(choice.engine->running());

    const auto self = ProcessHandle::open(::getpid(), ProcDir::open(::getpid())->stat()->startTime);
    EXPECT_THAT(failureOf([&] { choice.engine->mark(self, {}); }),
                FailsWith(FailureKind::NotSupported, "samepagectl load"));
    EXPECT_THAT(failureOf([&] { choice.engine->unmark(self); }),
                FailsWith(FailureKind::NotSupported, "cannot unmark"));
}

TEST_F(EngineChoiceTest, TheModuleComesFirst) {
    addBuiltin();
    load();
    const auto choice = source_.choose();
    EXPECT_EQ(choice.engine->backend(), "module");
    EXPECT_EQ(choice.engine->moduleVersion(), "0.1.0");
    EXPECT_EQ(choice.problem, "");
    choice.engine->unmergeAll([](std::uint64_t, std::uint64_t) {});
    EXPECT_EQ(tree_.read("sys/kernel/samepage/run"), "2");
    EXPECT_EQ(tree_.read("sys/kernel/mm/ksm/run"), "0");
}

TEST_F(EngineChoiceTest, NoticesThatTheOtherScannerIsBusy) {
    load();
    addBuiltin("1");
    EXPECT_EQ(source_.choose().problem, problem::builtinBusy);
    addBuiltin("0", "17");
    EXPECT_EQ(source_.choose().problem, problem::builtinBusy);
    EXPECT_EQ(source_.choose().engine->backend(), "module");
    addBuiltin("0", "0");
    EXPECT_EQ(source_.choose().problem, "");
}

TEST_F(EngineChoiceTest, AModuleOfAnotherVersionIsNotUsed) {
    addBuiltin();
    load();
    familyVersion_ = 2;
    EXPECT_EQ(source_.choose().engine->backend(), "builtin");
    EXPECT_EQ(source_.choose().problem, problem::moduleIncompatible);
    familyVersion_.reset();
    EXPECT_EQ(source_.choose().problem, problem::moduleIncompatible);
    EXPECT_THAT(failureOf([&] { source_.loadModule(); }),
                FailsWith(FailureKind::Failed, "does not fit"));
}

TEST_F(EngineChoiceTest, FollowsLoadingAndUnloading) {
    addBuiltin();
    install();
    const auto builtin = source_.choose().engine;
    EXPECT_EQ(source_.choose().engine, builtin); // the same as long as nothing changes
    load();
    EXPECT_EQ(source_.choose().engine->backend(), "module");
    tree_.write("sys/module/samepage/version", "0.2.0\n");
    EXPECT_EQ(source_.choose().engine->moduleVersion(), "0.2.0");
    std::filesystem::remove_all(tree_.root() / "sys/module/samepage");
    EXPECT_EQ(source_.choose().engine->backend(), "builtin");
}

TEST_F(EngineChoiceTest, RemembersWhyLoadingFailed) {
    addBuiltin();
    install();
    EXPECT_THAT(failureOf([&] { source_.loadModule(); }), FailsWith(FailureKind::Failed, "failed"));
    EXPECT_EQ(source_.choose().problem, problem::moduleFailed);
    load(); // somebody else could
    EXPECT_EQ(source_.choose().problem, "");
}

} // namespace
} // namespace samepage
