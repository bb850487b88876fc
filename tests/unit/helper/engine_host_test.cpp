// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/engine_host.h"

#include "engine/no_engine.h"
#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

namespace samepage {
namespace {

/// An engine whose unmergeAll() waits until it is let go.
class SlowEngine final : public Engine {
public:
    [[nodiscard]] std::string backend() const override { return "module"; }
    [[nodiscard]] bool running() override { return running_; }
    [[nodiscard]] Counters counters() override { return {}; }
    void start() override { running_ = true; }
    void pause() override { running_ = false; }
    void unmergeAll(const ReportProgress& report) override {
        started.set_value();
        release.get_future().wait();
        report(1, 2);
        throw Failure(FailureKind::Failed, "no memory");
    }
    [[nodiscard]] Tunables tunables() override { return {}; }
    void setTunables(const Tunables&) override {}
    void mark(const ProcessHandle&, const MarkOptions&) override {}
    void unmark(const ProcessHandle&) override {}
    [[nodiscard]] std::unique_ptr<MergeSnapshot> snapshot() override { return nullptr; }
    std::uint64_t mergeNow(const ProcessHandle&, const ReportProgress&) override { return 0; }
    bool cancelMerge(const ProcessHandle&) override { return false; }
    [[nodiscard]] Estimate estimate(const std::vector<ProcessKey>&, const EstimateOptions&,
                                    const ReportProgress&) override {
        return {};
    }
    [[nodiscard]] Explanation explain(const ProcessHandle&, const ReportProgress&) override {
        return {};
    }

    std::promise<void> started;
    std::promise<void> release;

private:
    bool running_ = false;
};

class OneEngine final : public EngineSource {
public:
    explicit OneEngine(std::shared_ptr<Engine> engine)
        : engine_(std::move(engine)) {}
    [[nodiscard]] EngineChoice choose() override {
        if (!engine_)
            throw Failure(FailureKind::Failed, "netlink is broken");
        return {engine_, "builtin-busy"};
    }
    void loadModule() override {}
    void unloadModule() override { unloaded = true; }

    bool unloaded = false;

private:
    std::shared_ptr<Engine> engine_;
};

TEST(EngineHost, ShowsWhatTheEngineDoes) {
    const auto engine = std::make_shared<SlowEngine>();
    EngineHost host(std::make_unique<OneEngine>(engine));
    EXPECT_EQ(host.refresh(), (EngineStatus{"module", "paused", "", "builtin-busy", ""}));
    engine->start();
    EXPECT_EQ(host.refresh().state, "running");
}

TEST(EngineHost, SaysUnmergingMeanwhileAndNoLongerAfterAFailure) {
    const auto engine = std::make_shared<SlowEngine>();
    EngineHost host(std::make_unique<OneEngine>(engine));
    std::optional<Failure> failure;
    std::thread worker([&] {
        failure =
            failureOf([&] { EngineHost::Unmerge(host).run([](std::uint64_t, std::uint64_t) {}); });
    });
    engine->started.get_future().wait();
    EXPECT_EQ(host.refresh().state, "unmerging");
    EXPECT_TRUE(host.isUnmerging());
    engine->release.set_value();
    worker.join();
    EXPECT_THAT(failure, FailsWith(FailureKind::Failed, "no memory"));
    EXPECT_EQ(host.refresh().state, "paused");
}

TEST(EngineHost, HasAnEngineEvenIfNoneCanBeChosen) {
    EngineHost host(std::make_unique<OneEngine>(nullptr));
    EXPECT_EQ(host.refresh().state, "unavailable");
    EXPECT_EQ(host.engine()->backend(), "none");
}

TEST(EngineHost, EndsLongUsesBeforeItUnloads) {
    auto source = std::make_unique<OneEngine>(std::make_shared<SlowEngine>());
    const OneEngine& machine = *source;
    EngineHost host(std::move(source));
    auto use = std::make_unique<EngineHost::LongUse>(host);
    EXPECT_EQ(use->engine().backend(), "module");
    use->goOn();
    auto unloading = std::async(std::launch::async, [&] { host.unloadModule(); });
    std::optional<Failure> end;
    while (!end)
        end = failureOf([&] { use->goOn(); });
    EXPECT_THAT(end, FailsWith(FailureKind::Cancelled, "being unloaded"));
    EXPECT_THAT(failureOf([&] { const EngineHost::LongUse late(host); }),
                FailsWith(FailureKind::Busy, "being unloaded"));
    EXPECT_FALSE(machine.unloaded);
    use.reset();
    unloading.get();
    EXPECT_TRUE(machine.unloaded);
    EXPECT_EQ(failureOf([&] { EngineHost::LongUse(host).goOn(); }), std::nullopt);
}

} // namespace
} // namespace samepage
