// SPDX-License-Identifier: GPL-2.0-or-later
// Estimates that nobody asked for: when they are made, and when not.
#include "gui/idle_estimates.h"

#include "window_fixture.h"

#include "gui/mains_power.h"

#include <QAction>
#include <QDir>
#include <QFile>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;
using client::ErrorKind;

constexpr IdleEstimates::Pace quick{.quiet = 30ms, .between = 1ms, .nothing = 5ms, .again = 10min};

ProcessRow processOf(std::uint32_t pid, bool marked = false) {
    return {.key = {.pid = pid, .startTime = 1},
            .name = "some",
            .saved = pid,
            .markable = true,
            .marked = marked};
}

// Power supplies as the kernel lists them; at first there are none.
class PowerSupplies {
public:
    QString folder() const { return folder_.path(); }
    void add(const char* name, const std::vector<std::pair<const char*, const char*>>& files) {
        const QDir folder(folder_.path());
        ASSERT_TRUE(folder.mkdir(QLatin1String(name)));
        for (const auto& [file, text] : files) {
            QFile written(folder.filePath(QLatin1String(name) + u'/' + QLatin1String(file)));
            ASSERT_TRUE(written.open(QIODevice::WriteOnly));
            written.write(text);
            written.write("\n");
        }
    }

private:
    QTemporaryDir folder_;
};

class IdleEstimatesTest : public testing::Test {
protected:
    IdleEstimatesTest()
        : idle_(client_, model_,
                {.onScreen = [this] { return rows_; }, .isFree = [this] { return free_; }}) {
        idle_.setPace(quick);
        idle_.setPowerSupplies(power_.folder());
        rows_ = {processOf(1, true), processOf(2), processOf(3)};
        model_.update(rows_);
    }

    void begin() {
        client_.appear();
        idle_.setActive(true);
        idle_.setWanted(true);
    }
    bool asks() {
        return QTest::qWaitFor([this] { return !client_.estimates.empty(); }, 5000);
    }
    // Long enough for several looks.
    bool staysQuiet() {
        QTest::qWait(150);
        return client_.estimates.empty();
    }
    std::uint32_t askedPid() { return client_.estimates.at(0).processes.at(0).pid; }

    PowerSupplies power_;
    FakeClient client_;
    ProcessModel model_;
    IdleEstimates idle_;
    std::vector<ProcessRow> rows_;
    bool free_ = true;
};

TEST_F(IdleEstimatesTest, AsksForOneAfterTheOtherAndOnlyOnce) {
    begin();
    for (const std::uint32_t pid : {2U, 3U}) {
        ASSERT_TRUE(asks());
        ASSERT_EQ(client_.estimates.size(), 1U);
        const FakeClient::EstimateCall& call = client_.estimates[0];
        EXPECT_EQ(call.processes, std::vector{processOf(pid).key});
        EXPECT_EQ(call.prompt, Prompt::Never);
        EXPECT_EQ(call.oneIn, IdleEstimates::oneIn);
        QTest::qWait(50); // no second one beside it
        ASSERT_EQ(client_.estimates.size(), 1U);
        FakeClient::answer(client_.estimates, client::Estimate{.saved = 77, .processes = 1});
        const EstimatePtr estimate = model_.estimate(processOf(pid).key);
        ASSERT_TRUE(estimate);
        EXPECT_EQ(estimate->estimate.saved, 77U);
        EXPECT_EQ(estimate->savedBefore, pid);
    }
    EXPECT_TRUE(staysQuiet());
    EXPECT_TRUE(client_.cancels.empty());
}

TEST_F(IdleEstimatesTest, IsOffUnlessWantedSeenAndPossible) {
    client_.appear();
    idle_.setActive(true);
    EXPECT_TRUE(staysQuiet()); // not wanted
    idle_.setActive(false);
    idle_.setWanted(true);
    EXPECT_TRUE(staysQuiet()); // not seen
    client_.changeLink(Link::HelperNotAnswering);
    idle_.setActive(true);
    EXPECT_TRUE(staysQuiet()); // no service
    free_ = false;
    client_.appear();
    EXPECT_TRUE(staysQuiet()); // something else goes on
    free_ = true;
    EXPECT_TRUE(asks());
}

TEST_F(IdleEstimatesTest, AFailureIsLeftOutAndNotTriedAgain) {
    begin();
    ASSERT_TRUE(asks());
    FakeClient::refuse(client_.estimates, ErrorKind::NotAuthorized);
    ASSERT_TRUE(asks());
    EXPECT_EQ(askedPid(), 3U);
    FakeClient::refuse(client_.estimates, ErrorKind::Busy);
    EXPECT_TRUE(staysQuiet());
    EXPECT_FALSE(model_.estimate(processOf(2).key));
}

TEST_F(IdleEstimatesTest, AfterAWhileItTriesAgain) {
    IdleEstimates::Pace pace = quick;
    pace.again = 50ms;
    idle_.setPace(pace);
    rows_ = {processOf(2)};
    begin();
    ASSERT_TRUE(asks());
    FakeClient::refuse(client_.estimates, ErrorKind::Busy);
    ASSERT_TRUE(asks());
    EXPECT_EQ(askedPid(), 2U);
}

TEST_F(IdleEstimatesTest, StopsAtOnceWhenHiddenOrSwitchedOffOrInterrupted) {
    const std::vector<std::function<void()>> ends{
        [this] { idle_.setActive(false); }, [this] { idle_.setWanted(false); },
        [this] { idle_.interrupt(); }, [this] { client_.changeLink(Link::BusGone); }};
    rows_.clear();
    for (std::uint32_t pid = 10; pid < 10 + ends.size(); ++pid) {
        rows_.push_back(processOf(pid));
    }
    model_.update(rows_);
    for (const auto& end : ends) {
        begin();
        ASSERT_TRUE(asks());
        const ProcessKey key = client_.estimates[0].processes[0];
        client_.cancels.clear();
        end();
        EXPECT_EQ(client_.cancels, std::vector{key});
        EXPECT_FALSE(idle_.isAsking());
        // An answer that is too late does not count.
        FakeClient::answer(client_.estimates, client::Estimate{.saved = 1, .processes = 1});
        EXPECT_FALSE(model_.estimate(key));
    }
}

TEST_F(IdleEstimatesTest, LeavesTheBatteryAlone) {
    power_.add("BAT0", {{"type", "Battery"}, {"status", "Discharging"}});
    begin();
    EXPECT_TRUE(staysQuiet());
    power_.add("AC", {{"type", "Mains"}, {"online", "1"}}); // plugged in
    EXPECT_TRUE(asks());
}

TEST_F(IdleEstimatesTest, WaitsUntilTypingEnds) {
    QWidget widget;
    widget.show();
    IdleEstimates::Pace pace = quick;
    pace.quiet = 1s; // the machine may be busy
    idle_.setPace(pace);
    begin();
    for (int key = 0; key < 15; ++key) {
        QTest::keyClick(&widget, Qt::Key_A);
        QTest::qWait(10);
        ASSERT_TRUE(client_.estimates.empty());
    }
    ASSERT_TRUE(asks());
    const ProcessKey key = client_.estimates[0].processes[0];
    QTest::mouseClick(&widget, Qt::LeftButton);
    EXPECT_EQ(client_.cancels, std::vector{key});
}

class IdleEstimatesWindow : public MainWindowTest {
protected:
    // Quickly, and whatever this machine runs on.
    void hurry() {
        auto& found = part<IdleEstimates>();
        found.setPace(quick);
        found.setPowerSupplies(power_.folder());
    }

    PowerSupplies power_;
};

TEST_F(IdleEstimatesWindow, IsOffAtFirstAndRememberedWhenOn) {
    EXPECT_FALSE(actions().estimateIdle->isChecked());
    actions().estimateIdle->trigger();
    window_->close();
    open();
    EXPECT_TRUE(actions().estimateIdle->isChecked());
    EXPECT_FALSE(actions().estimateIdle->toolTip().isEmpty());
}

TEST_F(IdleEstimatesWindow, FillsTheColumnOfRowsOnScreenAndGivesWayToTheUser) {
    work(200);
    hurry();
    actions().estimateIdle->setChecked(true);
    const auto asks = [this] {
        return QTest::qWaitFor([this] { return !client_.estimates.empty(); }, 5000);
    };
    ASSERT_TRUE(asks());
    const ProcessKey first = client_.estimates[0].processes[0];
    const std::vector<ProcessRow> seen = view().onScreen();
    EXPECT_LT(seen.size(), 100U);
    EXPECT_TRUE(std::ranges::any_of(seen, [&](const auto& row) { return row.key == first; }));
    FakeClient::answer(client_.estimates,
                       client::Estimate{.saved = std::uint64_t{3} * 1024 * 1024, .processes = 1});
    bool shown = false;
    for (int row = 0; row < view().model()->rowCount(); ++row) {
        shown = shown || cell(row, ProcessModel::Estimated) == QStringLiteral("3.0\u00a0MiB");
    }
    EXPECT_TRUE(shown);

    ASSERT_TRUE(asks());
    const ProcessKey second = client_.estimates[0].processes[0];
    EXPECT_NE(second, first);
    selectUnmarked();
    client_.cancels.clear();
    actions().estimate->trigger();
    ASSERT_EQ(client_.estimates.size(), 2U);
    EXPECT_EQ(client_.estimates[1].prompt, Prompt::Allowed);
    EXPECT_EQ(client_.estimates[1].oneIn, 1U);
    EXPECT_TRUE(std::ranges::find(client_.cancels, second) != client_.cancels.end());
    QTest::qWait(150);
    EXPECT_EQ(client_.estimates.size(), 2U); // none beside the user's
}

TEST_F(IdleEstimatesWindow, StopsWhenMinimizedOrHeldStill) {
    work();
    hurry();
    actions().pauseUpdates->setChecked(true);
    actions().estimateIdle->setChecked(true);
    QTest::qWait(150);
    EXPECT_TRUE(client_.estimates.empty());
    actions().pauseUpdates->setChecked(false);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.estimates.empty(); }, 5000));
    window_->showMinimized();
    EXPECT_EQ(client_.cancels.size(), 1U);
    FakeClient::refuse(client_.estimates, client::ErrorKind::Cancelled);
    QTest::qWait(150);
    EXPECT_TRUE(client_.estimates.empty());
    window_->showNormal();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.estimates.empty(); }, 5000));
    window_->hide();
    EXPECT_EQ(client_.cancels.size(), 2U);
}

TEST(IdleEstimatesElsewhere, AreNotMade) {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("samepage.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("table/estimateIdle"), true);
    FakeClient client(QStringLiteral("far"), nullptr);
    MainWindow window(client, settings);
    const auto& actions = *window.findChild<Actions*>();
    EXPECT_FALSE(actions.estimateIdle->isEnabled());
    EXPECT_FALSE(actions.estimateIdle->isChecked());
    window.close();
    EXPECT_TRUE(settings.value(QStringLiteral("table/estimateIdle")).toBool());
}

class MainsPower : public testing::Test {
protected:
    bool onMains() { return onMainsPower(power_.folder()); }

    PowerSupplies power_;
};

TEST_F(MainsPower, AMachineWithoutABatteryIs) {
    EXPECT_TRUE(onMains());
    EXPECT_TRUE(onMainsPower(power_.folder() + QStringLiteral("/none")));
}

TEST_F(MainsPower, ALaptopIsWhilePluggedIn) {
    power_.add("BAT0", {{"type", "Battery"}, {"status", "Discharging"}});
    EXPECT_FALSE(onMains());
    power_.add("AC", {{"type", "Mains"}, {"online", "1"}});
    EXPECT_TRUE(onMains());
}

TEST_F(MainsPower, AMouseDoesNotCount) {
    power_.add("mouse", {{"type", "Battery"}, {"status", "Discharging"}, {"scope", "Device"}});
    EXPECT_TRUE(onMains());
}

} // namespace
} // namespace samepage::gui
