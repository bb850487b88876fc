// SPDX-License-Identifier: GPL-2.0-or-later
// The controls as they are clicked and typed at.
#include "made_up_settings.h"
#include "window_fixture.h"

#include "gui/controls_scanning.h"
#include "gui/controls_window.h"
#include "gui/tunable_row.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

namespace samepage::gui {
namespace {

using client::EngineState;
using client::ErrorKind;
using client::Settings;
using Number = std::uint64_t;

class ControlsWindowTest : public MainWindowTest {
protected:
    void openControls(const Settings& tunables = madeUpTunables()) {
        work();
        actions().controls->trigger();
        answerLoad(tunables);
        settle();
    }
    void answerLoad(const Settings& tunables = madeUpTunables()) {
        while (!client_.settingsCalls.empty()) {
            const bool first = client_.settingsCalls.front().set == SettingsOf::Engine;
            FakeClient::answer(client_.settingsCalls, first ? tunables : madeUpPolicy());
        }
    }
    ControlsWindow& controls() { return *window_->findChild<ControlsWindow*>(); }
    template <typename Button = QAbstractButton>
    Button& button(const QString& text) {
        for (Button* candidate : controls().findChildren<Button*>()) {
            if (candidate->text().remove(QChar(u'&')) == text) {
                return *candidate;
            }
        }
        ADD_FAILURE() << "no button " << qPrintable(text);
        return *controls().findChild<Button*>();
    }
    TunableRow& row(const std::string& name) {
        for (TunableRow* candidate : controls().findChildren<TunableRow*>()) {
            if (candidate->name() == name) {
                return *candidate;
            }
        }
        ADD_FAILURE() << "no row " << name;
        return *controls().findChild<TunableRow*>();
    }
    bool says(const QString& text) {
        return std::ranges::any_of(controls().findChildren<QLabel*>(), [&](QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QString barText() {
        for (const MessageBar* bar : controls().findChildren<MessageBar*>()) {
            if (bar->isVisible()) {
                return bar->text();
            }
        }
        return {};
    }
    void changeState(EngineState state, client::Backend backend = client::Backend::Module) {
        EngineStatus status = client_.status();
        status.state = state;
        status.backend = backend;
        client_.changeStatus(status);
    }
};

TEST_F(ControlsWindowTest, IsMadeOnceAndKeepsEditsWhileClosed) {
    EXPECT_EQ(window_->findChild<ControlsWindow*>(), nullptr);
    openControls();
    ControlsWindow* first = &controls();
    EXPECT_TRUE(first->isVisible());
    EXPECT_FALSE(first->isModal());
    controls().findChild<QSpinBox*>()->setValue(35);
    QTest::keyClick(first, Qt::Key_Escape);
    EXPECT_FALSE(first->isVisible());
    actions().controls->trigger();
    EXPECT_EQ(&controls(), first);
    answerLoad();
    EXPECT_EQ(controls().findChild<QSpinBox*>()->value(), 35);
    EXPECT_TRUE(says("One change is not applied yet."));
}

TEST_F(ControlsWindowTest, RemembersItsSize) {
    openControls();
    controls().resize(600, 500);
    settle();
    controls().close();
    window_.reset();
    open();
    openControls();
    EXPECT_EQ(controls().size(), QSize(600, 500));
}

TEST_F(ControlsWindowTest, EveryControlHasANameAndTakesTheFocus) {
    openControls();
    for (QWidget* widget : controls().findChildren<QWidget*>()) {
        const bool editor = qobject_cast<QAbstractSpinBox*>(widget) != nullptr ||
                            qobject_cast<QSlider*>(widget) != nullptr ||
                            qobject_cast<QComboBox*>(widget) != nullptr ||
                            (qobject_cast<QLineEdit*>(widget) != nullptr &&
                             qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) == nullptr);
        if (editor) {
            EXPECT_FALSE(widget->accessibleName().isEmpty()) << widget->metaObject()->className();
            EXPECT_NE(widget->focusPolicy(), Qt::NoFocus);
        }
        if (auto* button = qobject_cast<QToolButton*>(widget);
            button != nullptr && qobject_cast<QLineEdit*>(button->parentWidget()) == nullptr) {
            EXPECT_FALSE(button->accessibleName().isEmpty());
        }
    }
}

TEST_F(ControlsWindowTest, TheCapIsSetAndAppliedByKeyboard) {
    openControls();
    auto& cap = *controls().findChild<QSpinBox*>();
    EXPECT_EQ(cap.value(), 20);
    EXPECT_FALSE(button("Apply").isEnabled());
    cap.setFocus();
    cap.selectAll();
    QTest::keyClicks(&cap, QStringLiteral("35"));
    EXPECT_TRUE(says("Not applied yet; it is 20 % now."));
    QTest::keyClick(&controls(), Qt::Key_S, Qt::ControlModifier);
    // The button is seen to be pressed first.
    ASSERT_TRUE(QTest::qWaitFor([this] { return client_.changeCalls.size() == 1; }));
    EXPECT_EQ(client_.changeCalls[0].changes, (Settings{{"max_cpu_percent", Number{35}}}));
    EXPECT_FALSE(button("Apply").isEnabled());
    client_.answerChange();
    EXPECT_TRUE(says("Applied."));
    EXPECT_FALSE(says("Not applied yet"));
}

TEST_F(ControlsWindowTest, PolicyAndDomainsAreChosenAndReverted) {
    openControls();
    auto& mains = button<QRadioButton>("On mains power");
    mains.click();
    button<QRadioButton>("Everything with everything").click();
    EXPECT_TRUE(says("Applying it unmerges what does not belong together any more"));
    EXPECT_TRUE(says("2 changes are not applied yet."));
    button("Revert").click();
    EXPECT_TRUE(button<QRadioButton>("Always").isChecked());
    EXPECT_TRUE(button<QRadioButton>("Within each user").isChecked());
    EXPECT_FALSE(mains.isChecked());
    EXPECT_TRUE(client_.changeCalls.empty());

    controls().findChildren<QDoubleSpinBox*>().at(0)->setValue(40);
    button("Apply").click();
    ASSERT_EQ(client_.changeCalls.size(), 1U);
    EXPECT_EQ(client_.changeCalls[0].set, SettingsOf::Policy);
    EXPECT_EQ(client_.changeCalls[0].changes, (Settings{{"memory_percent", Number{40}}}));
}

TEST_F(ControlsWindowTest, ARefusalIsSaidInPlaceAndTheEditStays) {
    openControls();
    controls().findChild<QSpinBox*>()->setValue(35);
    button("Apply").click();
    client_.refuseChange(ErrorKind::NotAuthorized, "You are not authorised to do this.");
    answerLoad();
    EXPECT_EQ(barText(), "The changes were not applied. You are not authorised to do this.");
    EXPECT_EQ(controls().findChild<QSpinBox*>()->value(), 35);
    EXPECT_TRUE(button("Apply").isEnabled());
}

TEST_F(ControlsWindowTest, AdvancedEditsEveryKindAndFindsThem) {
    openControls();
    QTest::keyClick(&controls(), Qt::Key_F, Qt::ControlModifier);
    settle();
    EXPECT_TRUE(row("domains").isVisible());
    auto* threads = row("advisor_max_cpu").findChild<QLineEdit*>();
    threads->setFocus();
    threads->selectAll();
    QTest::keyClicks(threads, QStringLiteral("x"));
    EXPECT_TRUE(says("This needs a whole number."));
    EXPECT_FALSE(button("Apply").isEnabled());
    threads->selectAll();
    QTest::keyClicks(threads, QStringLiteral("60"));
    row("smart_scan").findChild<QCheckBox*>()->click();
    auto* mode = row("advisor_mode").findChild<QComboBox*>();
    mode->setFocus();
    QTest::keyClick(mode, Qt::Key_Down);
    EXPECT_FALSE(row("pages_to_scan").findChild<QLineEdit*>()->isEnabled());
    button("Apply").click();
    ASSERT_EQ(client_.changeCalls.size(), 1U);
    EXPECT_EQ(client_.changeCalls[0].changes, (Settings{{"advisor_max_cpu", Number{60}},
                                                        {"advisor_mode", std::string("scan-time")},
                                                        {"smart_scan", false}}));

    auto* search = controls().findChild<QLineEdit*>(QStringLiteral("controlsSearch"));
    ASSERT_NE(search, nullptr);
    search->setText(QStringLiteral("NUMA"));
    EXPECT_TRUE(row("merge_across_nodes").isVisible());
    EXPECT_FALSE(row("domains").isVisible());
    search->setText(QStringLiteral("no such thing"));
    EXPECT_TRUE(says("No setting matches"));
    QTest::keyClick(&controls(), Qt::Key_Escape);
    EXPECT_TRUE(controls().isVisible());
    EXPECT_TRUE(row("domains").isVisible());
}

TEST_F(ControlsWindowTest, ADefaultIsOneClickAway) {
    Settings settings = madeUpTunables();
    settings["sleep_millisecs"] = Number{500};
    openControls(settings);
    controls().showAdvanced(true);
    auto* reset = row("sleep_millisecs").findChild<QToolButton*>();
    ASSERT_TRUE(reset->isEnabled());
    EXPECT_FALSE(row("pages_to_scan").findChild<QToolButton*>()->isEnabled());
    reset->click();
    EXPECT_EQ(row("sleep_millisecs").findChild<QLineEdit*>()->text(), "20");
    EXPECT_FALSE(reset->isEnabled());
}

TEST_F(ControlsWindowTest, TheBuiltInScannerHasLessAndSaysWhy) {
    openControls();
    changeState(EngineState::Running, client::Backend::Builtin);
    answerLoad(madeUpBuiltinTunables());
    settle();
    EXPECT_FALSE(controls().findChild<QSpinBox*>()->isEnabled());
    EXPECT_FALSE(button<QRadioButton>("Within each user").isEnabled());
    EXPECT_TRUE(button<QRadioButton>("Always").isEnabled());
    EXPECT_TRUE(says("The kernel’s own scanner has no cap"));
    controls().showAdvanced(true);
    settle();
    EXPECT_TRUE(says("huge_page_min_merge"));
    EXPECT_EQ(controls().findChildren<TunableRow*>().size(), 12);
}

TEST_F(ControlsWindowTest, StartsAndPauses) {
    openControls();
    button("Start").click();
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::Start);
    EXPECT_FALSE(button("Start").isEnabled()); // one at a time
    changeState(EngineState::Running);
    client_.answerCommand();
    button("Pause").click();
    EXPECT_EQ(client_.commands[0].command, Command::Pause);
    client_.refuseCommand(ErrorKind::NotAuthorized, "Nobody gave a password.");
    EXPECT_EQ(barText(), "Scanning was not paused. Nobody gave a password.");
    EXPECT_TRUE(button("Pause").isEnabled());
}

TEST_F(ControlsWindowTest, UnmergingAsksFirstAndShowsHowFarItIs) {
    openControls();
    constexpr quint64 mib = 1 << 20;
    emit client_.countersChanged(1, {.savedBytes = 8 * mib});
    button("Unmerge everything…").click();
    EXPECT_TRUE(client_.commands.empty());
    EXPECT_TRUE(barText().contains(QStringLiteral("8.0\u00a0MiB of free memory;")))
        << qPrintable(barText());
    button("Unmerge").click();
    ASSERT_EQ(client_.commands.size(), 1U);
    EXPECT_EQ(client_.commands[0].command, Command::UnmergeAll);
    changeState(EngineState::Unmerging);
    emit client_.countersChanged(2, {.savedBytes = 2 * mib});
    const auto* progress = controls().findChild<QProgressBar*>();
    EXPECT_TRUE(progress->isVisible());
    EXPECT_EQ(progress->value() * 4, progress->maximum() * 3);
    changeState(EngineState::Paused);
    client_.answerCommand();
    EXPECT_FALSE(progress->isVisible());
    EXPECT_TRUE(barText().startsWith("Everything is unmerged."));
}

TEST_F(ControlsWindowTest, AQuestionGoesWhenSomebodyElseUnmerges) {
    openControls();
    button("Unmerge everything…").click();
    EXPECT_FALSE(barText().isEmpty());
    changeState(EngineState::Unmerging);
    EXPECT_TRUE(barText().isEmpty()) << qPrintable(barText());
}

TEST_F(ControlsWindowTest, TheWheelScrollsThePageUnlessAFieldHasTheFocus) {
    openControls();
    auto& cap = *controls().findChild<QSpinBox*>();
    const auto turn = [&cap] {
        const QPointF middle = QRectF(cap.rect()).center();
        QWheelEvent event(middle, cap.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&cap, &event);
    };
    button("General").setFocus();
    turn();
    EXPECT_EQ(cap.value(), 20);
    cap.setFocus();
    turn();
    EXPECT_EQ(cap.value(), 21);
}

TEST_F(ControlsWindowTest, WithTooLittleMemoryItSaysSoBefore) {
    ControlsScanning scanning(client_, [] { return std::optional<quint64>(1 << 20); });
    client_.appear();
    scanning.setSaved(4 << 20);
    scanning.show();
    for (QPushButton* candidate : scanning.findChildren<QPushButton*>()) {
        if (candidate->text().contains("everything")) {
            candidate->click();
        }
    }
    const auto* bar = scanning.findChild<MessageBar*>();
    EXPECT_TRUE(bar->text().contains(QStringLiteral("only 1.0\u00a0MiB is available")))
        << qPrintable(bar->text());
}

TEST_F(ControlsWindowTest, WithoutTheServiceEditsWait) {
    openControls();
    controls().findChild<QSpinBox*>()->setValue(35);
    client_.changeLink(Link::HelperNotAnswering);
    EXPECT_TRUE(says("One change can be applied when the service is back."));
    EXPECT_FALSE(button("Apply").isEnabled());
    EXPECT_EQ(controls().findChild<QSpinBox*>()->value(), 35);
    client_.changeLink(Link::Connected);
    answerLoad();
    EXPECT_TRUE(button("Apply").isEnabled());
}

} // namespace
} // namespace samepage::gui
