// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/module_loader.h"

#include "engine/problem.h"
#include "failure_matcher.h"
#include "temp_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>

namespace samepage {
namespace {

using testing::DoAll;
using testing::InvokeWithoutArgs;
using testing::Return;
using testing::StrictMock;

class MockUnits : public UnitStarter {
public:
    MOCK_METHOD(std::string, start, (const std::string& unit), (override));
};

class ModuleLoaderTest : public testing::Test {
protected:
    ModuleLoaderTest()
        : units_(new StrictMock<MockUnits>)
        , loader_(ModuleFiles(tree_.root(), "6.12.0"), std::unique_ptr<UnitStarter>(units_),
                  [this] { return log_; }) {}

    void install() const { tree_.write("lib/modules/6.12.0/modules.dep", "x/samepage.ko.xz:\n"); }
    void setLoaded(bool loaded) const {
        if (loaded)
            tree_.write("sys/module/samepage/initstate", "live\n");
        else
            std::filesystem::remove_all(tree_.root() / "sys/module/samepage");
    }

    TempTree tree_;
    std::string log_ = "<6>[    1.0] boot\n";
    StrictMock<MockUnits>* units_; // the loader owns it
    ModuleLoader loader_;
};

TEST_F(ModuleLoaderTest, LoadsThroughTheFixedUnit) {
    install();
    EXPECT_CALL(*units_, start("modprobe@samepage.service"))
        .WillOnce(DoAll(InvokeWithoutArgs([this] { setLoaded(true); }), Return("done")));
    loader_.load();
    EXPECT_EQ(loader_.lastProblem(), "");
}

TEST_F(ModuleLoaderTest, DoesNothingWhenItIsLoaded) {
    setLoaded(true);
    loader_.load(); // a strict mock: no unit is started
}

TEST_F(ModuleLoaderTest, RemembersWhatTheKernelSaidUntilTheModuleIsAnotherOne) {
    const auto loader = [this](MockUnits*& units) {
        auto owned = std::make_unique<StrictMock<MockUnits>>();
        units = owned.get();
        return ModuleLoader(
            ModuleFiles(tree_.root(), "6.12.0"), std::move(owned), [this] { return log_; },
            tree_.root() / "run");
    };
    std::filesystem::create_directory(tree_.root() / "run");
    install();
    MockUnits* units = nullptr;
    {
        ModuleLoader first = loader(units);
        EXPECT_CALL(*units, start("modprobe@samepage.service"))
            .WillOnce(DoAll(InvokeWithoutArgs([this] {
                                log_ += "<3>[    2.0] Loading of unsigned module is rejected\n";
                            }),
                            Return("failed")));
        EXPECT_THAT(failureOf([&] { first.load(); }),
                    FailsWith(FailureKind::Failed, "kernel said"));
        EXPECT_EQ(first.lastProblem(), problem::moduleRefused);
    }
    {
        ModuleLoader second = loader(units);
        EXPECT_EQ(second.lastProblem(), problem::moduleRefused);
        tree_.write("lib/modules/6.12.0/modules.dep", "x/samepage.ko.xz: built anew\n");
        std::filesystem::last_write_time(tree_.root() / "lib/modules/6.12.0/modules.dep",
                                         std::filesystem::file_time_type::clock::now() +
                                             std::chrono::hours(1));
        EXPECT_EQ(second.lastProblem(), "");
        EXPECT_CALL(*units, start("modprobe@samepage.service"))
            .WillOnce(DoAll(InvokeWithoutArgs([this] { setLoaded(true); }), Return("done")));
        second.load();
    }
    EXPECT_EQ(loader(units).lastProblem(), "");
    // What cannot be is not shown.
    tree_.write("run/module.json", R"({"version": 1, "problem": "none of yours", "modules": ""})");
    EXPECT_EQ(loader(units).lastProblem(), "");
}

TEST_F(ModuleLoaderTest, SaysWhenItIsNotInstalled) {
    EXPECT_THAT(failureOf([&] { loader_.load(); }), FailsWith(FailureKind::Unavailable, "6.12.0"));
}

TEST_F(ModuleLoaderTest, ExplainsARefusalFromTheKernelLog) {
    install();
    EXPECT_CALL(*units_, start)
        .WillOnce(DoAll(InvokeWithoutArgs([this] {
                            log_ += "<5>[    9.0] Loading of unsigned "
                                    "module is rejected\n";
                        }),
                        Return("done")));
    EXPECT_THAT(failureOf([&] { loader_.load(); }),
                FailsWith(FailureKind::Failed, "Loading of unsigned module is rejected"));
    EXPECT_EQ(loader_.lastProblem(), problem::moduleRefused);

    // The next attempt starts afresh, and old lines are not taken for new ones.
    EXPECT_CALL(*units_, start).WillOnce(Return("done"));
    EXPECT_THAT(failureOf([&] { loader_.load(); }), FailsWith(FailureKind::Failed, "blacklist"));
    EXPECT_EQ(loader_.lastProblem(), problem::moduleFailed);
}

TEST_F(ModuleLoaderTest, UnloadsThroughTheFixedUnit) {
    setLoaded(true);
    EXPECT_CALL(*units_, start("samepage-unload.service"))
        .WillOnce(DoAll(InvokeWithoutArgs([this] { setLoaded(false); }), Return("done")));
    loader_.unload();
    loader_.unload(); // nothing to do: no unit is started
}

TEST_F(ModuleLoaderTest, SaysWhyItIsStillLoaded) {
    setLoaded(true);
    tree_.write("sys/module/samepage/refcnt", "2\n");
    EXPECT_CALL(*units_, start).Times(2).WillRepeatedly(Return("failed"));
    EXPECT_THAT(failureOf([&] { loader_.unload(); }), FailsWith(FailureKind::Busy, "in use"));
    tree_.write("sys/module/samepage/refcnt", "0\n");
    EXPECT_THAT(failureOf([&] { loader_.unload(); }), FailsWith(FailureKind::Failed, "failed"));
}

} // namespace
} // namespace samepage
