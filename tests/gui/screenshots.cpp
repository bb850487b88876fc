// SPDX-License-Identifier: GPL-2.0-or-later
// Shows the window in every state it can be in and saves a picture of each:
//   gui_screenshots FOLDER [SUFFIX [light|dark [GROUP]]]
// GROUP: "rules", say, for those alone. In the language that LANGUAGE names (de_DE), or
// else in English. Looking at them is a person's work; here a missing picture is an
// error, and a text that is cut off.
#include "cut_off.h"
#include "fake_client.h"
#include "made_up.h"
#include "made_up_history.h"
#include "made_up_settings.h"

#include "gui/actions.h"
#include "gui/chart.h"
#include "gui/chart_menu.h"
#include "gui/chart_panel.h"
#include "gui/chart_table_window.h"
#include "gui/controls_window.h"
#include "gui/host_dialog.h"
#include "gui/legend_button.h"
#include "gui/main_window.h"
#include "gui/process_model.h"
#include "gui/process_view.h"
#include "gui/rule_form.h"
#include "gui/rule_window.h"
#include "gui/shortcuts_window.h"
#include "gui/translation.h"
#include "gui/tray_icon.h"
#include "gui/welcome_window.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QHeaderView>
#include <QIcon>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <memory>

namespace samepage::gui {
namespace {

class Stage {
public:
    Stage(const QDir& folder, QString suffix)
        : folder_(folder)
        , suffix_(std::move(suffix)) {}

    // A fresh window with a service that is well, and minutes of history.
    void open(bool history = true, bool connected = true, const QString& host = {}) {
        window_.reset();
        client_ = std::make_unique<FakeClient>(host, nullptr);
        settings_ = std::make_unique<QSettings>(scratch_.filePath(QStringLiteral("settings.ini")),
                                                QSettings::IniFormat);
        settings_->clear();
        window_ = std::make_unique<MainWindow>(*client_, *settings_);
        window_->show();
        if (connected) {
            client_->appear();
            scanning();
        }
        if (history) {
            addHistory();
        }
        settle();
    }

    void scanning() {
        EngineStatus status = client_->status();
        status.state = client::EngineState::Running;
        client_->changeStatus(status);
    }

    void addHistory() {
        const auto now = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
        for (int second = -240; second <= 0; ++second) {
            const double time = std::max(second + 190, 0);
            const double rise = 1 - std::exp(-time / 45.0);
            const auto sharing =
                static_cast<quint64>(rise * 318000 + 900 * std::sin(second / 7.0) * rise);
            client_->countersChanged(now + static_cast<quint64>(second) * 1000000,
                                     {.pagesShared = sharing / 4 + 300,
                                      .pagesSharing = sharing,
                                      .pagesUnshared = 900000,
                                      .pagesVolatile = 1200,
                                      .pagesScanned = 12345678 + sharing,
                                      .fullScans = 14,
                                      .savedBytes = sharing * 4096,
                                      .scannerCpu = 5'000'000 + sharing * 7});
        }
    }

    void list(std::size_t count, bool allUsers = false) {
        client_->answerList(madeUpProcesses(count, allUsers));
        settle();
    }

    void select(int first, int count) {
        auto* view = window_->findChild<ProcessView*>();
        view->clearSelection();
        for (int row = first; row < first + count; ++row) {
            view->selectionModel()->select(view->model()->index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        view->selectionModel()->setCurrentIndex(view->model()->index(first, 0),
                                                QItemSelectionModel::NoUpdate);
        settle();
    }

    void selectMarked() {
        std::vector<ProcessKey> keys;
        for (const ProcessRow& row : madeUpProcesses(40, false)) {
            if (row.marked) {
                keys.push_back(row.key);
            }
        }
        window_->findChild<ProcessView*>()->select(keys);
        settle();
    }

    [[nodiscard]] Actions& actions() { return *window_->findChild<Actions*>(); }
    [[nodiscard]] FakeClient& client() { return *client_; }
    [[nodiscard]] MainWindow& window() { return *window_; }

    static void settle(int ms = 120) { QTest::qWait(ms); }

    void shoot(const QString& name, QWidget* widget = nullptr) {
        settle();
        QWidget* what = widget != nullptr ? widget : window_.get();
        const QString file = folder_.filePath(name + suffix_ + QStringLiteral(".png"));
        if (!what->grab().save(file)) {
            std::fprintf(stderr, "cannot write %s\n", qUtf8Printable(file));
            failed = true;
        }
        look(name, *what);
    }

    void look(const QString& name, const QWidget& widget) {
        for (const QString& problem : cutOffTexts(widget)) {
            std::fprintf(stderr, "%s: cut off: %s\n", qUtf8Printable(name + suffix_),
                         qUtf8Printable(problem));
            failed = true;
        }
    }

    bool failed = false;

private:
    QDir folder_;
    QString suffix_;
    QTemporaryDir scratch_;
    std::unique_ptr<FakeClient> client_;
    std::unique_ptr<QSettings> settings_;
    std::unique_ptr<MainWindow> window_;
};

void shootWork(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.shoot(QStringLiteral("work-nothing-selected"));
    stage.select(4, 1);
    stage.shoot(QStringLiteral("work-one-selected"));
    stage.select(1, 6);
    stage.shoot(QStringLiteral("work-six-selected"));

    stage.window().findChild<Chart*>()->setFocus();
    for (int step = 0; step < 60; ++step) {
        QTest::keyClick(stage.window().findChild<Chart*>(), Qt::Key_Left);
    }
    stage.shoot(QStringLiteral("work-crosshair"));

    stage.open();
    stage.list(40);
    stage.select(6, 3);
    stage.actions().mark->trigger();
    stage.client().refuseMark(client::ErrorKind::NotAuthorized,
                              "Not authorised: the password prompt for "
                              "org.samepage.Samepage1.mark-own was dismissed.");
    stage.shoot(QStringLiteral("work-marking-denied"));

    stage.open();
    stage.list(40);
    stage.actions().scopeAll->trigger();
    stage.settle();
    stage.list(60, true);
    stage.select(0, 1);
    stage.shoot(QStringLiteral("work-all-users"));
    stage.actions().scopeMine->trigger();
    stage.list(40);
    stage.actions().scopeAll->trigger();
    stage.client().refuseList(client::ErrorKind::NotAuthorized,
                              "Not authorised: polkit does not allow you "
                              "org.samepage.Samepage1.inspect.");
    stage.shoot(QStringLiteral("work-scope-denied"));
    stage.actions().unmergeAll->trigger();
    stage.shoot(QStringLiteral("work-unmerge-confirm"));
}

client::Explanation madeUpExplanation(quint64 resident, bool marked) {
    const auto part = [resident](int percent) {
        return resident / 100 * static_cast<quint64>(percent);
    };
    client::Explanation result{.resident = resident, .reasons = {}};
    if (marked) {
        result.reasons = {{"merged", part(46)},  {"zero", part(6)},   {"unique", part(17)},
                          {"volatile", part(8)}, {"unseen", part(3)}, {"huge", part(5)},
                          {"file", part(11)},    {"shared", part(3)}, {"other_domain", part(1)}};
    } else {
        result.reasons = {{"unmarked", part(71)},
                          {"file", part(22)},
                          {"shared", part(6)},
                          {"protected", part(1)}};
    }
    return result;
}

void shootSelectionWork(Stage& stage) {
    constexpr quint64 mib = 1 << 20;
    stage.open();
    stage.list(40);
    stage.select(4, 1);
    stage.settle(900);
    FakeClient::answer(stage.client().explains, madeUpExplanation(1500 * mib, false));
    stage.shoot(QStringLiteral("selection-unmarked-explained"));

    stage.select(4, 3);
    stage.actions().estimate->trigger();
    const ProcessKey first = stage.client().estimates[0].processes[0];
    emit stage.client().progressed(LongCall::Estimate, first, 42, 100);
    stage.shoot(QStringLiteral("selection-estimating"));
    FakeClient::answer(stage.client().estimates, client::Estimate{.saved = 812 * mib,
                                                                  .within = 640 * mib,
                                                                  .merged = 120 * mib,
                                                                  .others = 40 * mib,
                                                                  .zero = 12 * mib,
                                                                  .error = 9 * mib,
                                                                  .processes = 3});
    stage.shoot(QStringLiteral("selection-estimated"));
    stage.actions().mark->trigger();
    while (!stage.client().marks.empty()) {
        stage.client().answerMark();
    }
    stage.select(4, 1);
    stage.settle(900);
    FakeClient::answer(stage.client().explains, madeUpExplanation(1500 * mib, true));
    stage.shoot(QStringLiteral("selection-marked-explained"));

    // With room for all of the details.
    const QSize size = stage.window().size();
    stage.window().resize(size.width(), 1100);
    stage.selectMarked();
    stage.settle(900);
    FakeClient::answer(stage.client().explains, madeUpExplanation(600 * mib, true));
    stage.shoot(QStringLiteral("selection-several-explaining"));
    FakeClient::refuse(stage.client().explains, client::ErrorKind::NotAuthorized);
    while (!stage.client().explains.empty()) {
        FakeClient::answer(stage.client().explains, madeUpExplanation(580 * mib, true));
    }
    stage.shoot(QStringLiteral("selection-several-explained"));
    // Of one of them it is known already.
    stage.window().findChild<ProcessView*>()->select({madeUpProcesses(40, false)[0].key});
    stage.shoot(QStringLiteral("selection-partners"));
    // In a window that has no room for all of it, the pane scrolls.
    stage.window().resize(size);
    stage.select(6, 1);
    stage.settle(900);
    FakeClient::answer(stage.client().explains, madeUpExplanation(700 * mib, true));
    stage.shoot(QStringLiteral("selection-partners-little-room"));
    stage.window().resize(size.width(), 1100);
    stage.window().findChild<ProcessView*>()->selectAll();
    stage.shoot(QStringLiteral("selection-very-many"));
    stage.window().resize(size);
    stage.select(4, 1);
    stage.actions().alwaysMark->trigger();
    stage.shoot(QStringLiteral("selection-always"));

    stage.actions().scopeWorth->trigger();
    stage.list(40);
    stage.shoot(QStringLiteral("table-worth-marking"));
    stage.actions().scopeMine->trigger();
    stage.list(40);
    auto* filter = stage.window().findChild<QLineEdit*>();
    filter->setText(QStringLiteral("user:ada saved>many -marked"));
    stage.shoot(QStringLiteral("table-filter-problem"));
    filter->setText(QStringLiteral("user:ada rss>100M -marked"));
    stage.shoot(QStringLiteral("table-filter-operators"));
}

void shootTree(Stage& stage) {
    stage.open();
    std::vector<ProcessRow> rows = madeUpProcesses(40, false);
    // Families of five, and one within another.
    for (std::size_t number = 0; number < rows.size(); ++number) {
        const std::size_t first = number / 5 * 5;
        rows[number].ppid = number == first  ? 1
                            : number % 5 > 2 ? rows[first + 2].key.pid
                                             : rows[first].key.pid;
    }
    stage.client().answerList(rows);
    stage.actions().tree->setChecked(true);
    stage.select(0, 1);
    stage.shoot(QStringLiteral("table-tree"));
    stage.window().findChild<QLineEdit*>()->setText(QStringLiteral("name:web"));
    stage.shoot(QStringLiteral("table-tree-filtered"));
}

// Five minutes of what merging saved: steps up, a slow rise, level, down, and new.
void shootTrends(Stage& stage) {
    stage.open();
    std::vector<ProcessRow> rows = madeUpProcesses(40, false);
    const auto saved = [](std::size_t row, double time) {
        switch (row) {
        case 0:
            return std::floor(time * 5) / 5;
        case 1:
            return 1 - std::exp(-time * 4);
        case 2:
            return 0.6 + 0.004 * std::sin(time * 40);
        case 3:
            return time < 0.5 ? 0.8 : 0.8 * std::exp((0.5 - time) * 9);
        case 4:
            return time < 0.85 ? 0.0 : 0.3;
        default:
            return 0.0;
        }
    };
    auto* view = stage.window().findChild<ProcessView*>();
    auto* filter = qobject_cast<QSortFilterProxyModel*>(view->model());
    auto* model = qobject_cast<ProcessModel*>(filter->sourceModel());
    for (ProcessRow& row : rows) {
        row.saved = row.merged = 0;
    }
    stage.client().answerList(rows);
    const auto now = std::chrono::steady_clock::now();
    constexpr int steps = SavingTrend::window / SavingTrend::interval;
    for (int step = 1; step <= steps; ++step) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows[row].saved = static_cast<std::uint64_t>(
                static_cast<double>(rows[row].rss) / 2 *
                saved(row, static_cast<double>(step) / static_cast<double>(steps)));
            rows[row].merged = rows[row].saved * 3 / 2;
            rows[row].marked = rows[row].mergeable = rows[row].saved > 0 || row == 4;
        }
        model->update(rows, now + step * SavingTrend::interval);
    }
    view->header()->setSectionHidden(ProcessModel::Trend, false);
    view->sortByColumn(ProcessModel::Trend, Qt::DescendingOrder);
    stage.shoot(QStringLiteral("trends"));
    stage.select(0, 2);
    stage.window().resize(1400, 700);
    stage.shoot(QStringLiteral("trends-selected"));
    stage.window().resize(stage.window().minimumSize());
    stage.shoot(QStringLiteral("trends-small"));
}

void shootSmallAndEmpty(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.select(4, 1);
    stage.window().resize(stage.window().minimumSize());
    stage.shoot(QStringLiteral("small-window"));

    stage.open(false);
    stage.shoot(QStringLiteral("empty-reading"));
    stage.list(0);
    stage.actions().scopeMarked->trigger();
    stage.client().answerList({});
    stage.shoot(QStringLiteral("empty-nothing-marked"));
    stage.actions().scopeMine->trigger();
    stage.list(20);
    stage.window().findChild<QLineEdit*>()->setText(QStringLiteral("no such thing"));
    stage.shoot(QStringLiteral("empty-filter"));

    ShortcutsWindow shortcuts(stage.actions(), &stage.window());
    shortcuts.show();
    stage.shoot(QStringLiteral("shortcuts"), &shortcuts);
    stage.actions().about->trigger();
    auto* about = stage.window().findChild<QDialog*>(QStringLiteral("about"));
    for (const char* name : {"about", "about-licences"}) {
        stage.shoot(QLatin1String(name), about);
        about->findChild<QTabWidget*>()->setCurrentIndex(1);
    }
    about->close();
}

void shootMenus(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.select(4, 2);
    const QPoint place = stage.window().mapToGlobal(QPoint(40, 40));
    int number = 0;
    for (const QAction* entry : stage.window().menuBar()->actions()) {
        entry->menu()->popup(place);
        stage.shoot(QStringLiteral("menu-%1").arg(++number), entry->menu());
        for (QMenu* below : entry->menu()->findChildren<QMenu*>()) {
            below->popup(place);
            stage.look(QStringLiteral("menu-%1, below").arg(number), *below);
            below->close();
        }
        entry->menu()->close();
    }
    // As Qt makes it out of the table's actions.
    QMenu context(&stage.window());
    context.addActions(stage.window().findChild<ProcessView*>()->actions());
    context.popup(place);
    stage.shoot(QStringLiteral("menu-context"), &context);
    context.close();
    QMenu& tray = stage.window().findChild<TrayIcon*>()->menu();
    tray.popup(place);
    stage.shoot(QStringLiteral("menu-tray"), &tray);
    tray.close();

    auto& menu = stage.window().findChild<ChartPanel*>()->menu();
    menu.actions().constLast()->trigger();
    auto* dialog = stage.window().findChild<QFileDialog*>();
    // Not what is on this machine.
    const QTemporaryDir folder;
    dialog->setDirectory(folder.path());
    dialog->selectFile(QStringLiteral("samepage.pdf"));
    stage.shoot(QStringLiteral("export-dialog"), dialog);
    dialog->close();
}

// As the service does: what is asked for, out of months.
void answerHistory(Stage& stage) {
    Stage::settle(250);
    while (!stage.client().histories.empty()) {
        stage.client().answerHistory(madeUpHistory(stage.client().histories.front().query));
        Stage::settle(250);
    }
    while (!stage.client().eventCalls.empty()) {
        const FakeClient::EventsCall& call = stage.client().eventCalls.front();
        stage.client().answerEvents(madeUpEvents(call.from, call.to));
    }
}

// As if the window had looked on while the scanner was at it.
void addSelectionHistory(ChartPanel& panel) {
    const auto now = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
    const std::vector<ProcessRow> last = madeUpProcesses(40, false);
    for (int second = -200; second <= 0; ++second) {
        const double rise = 1 - std::exp(-(second + 200) / 40.0);
        std::vector<ProcessRow> rows = last;
        for (ProcessRow& row : rows) {
            row.saved = static_cast<quint64>(static_cast<double>(row.saved) * rise);
            row.merged = static_cast<quint64>(static_cast<double>(row.merged) * rise);
            row.unshared = row.rss / 2;
            row.changing = row.rss / 20;
            row.scanned = 1;
        }
        panel.addProcesses(now + static_cast<quint64>(second) * 1'000'000, rows, second > -200);
    }
}

void shootChart(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.select(1, 3);
    auto& panel = *stage.window().findChild<ChartPanel*>();
    Chart& chart = panel.chart();
    const auto showUnshared = [&panel](bool shown) {
        for (LegendButton* button : panel.findChildren<LegendButton*>()) {
            if (button->curve() == Unshared) {
                button->setChecked(shown);
            }
        }
    };
    panel.setMinutes(90 * 24 * 60);
    answerHistory(stage);
    stage.shoot(QStringLiteral("chart-90-days"));
    chart.setFocus();
    showUnshared(true);
    for (int step = 0; step < 40; ++step) {
        QTest::keyClick(&chart, Qt::Key_PageUp);
    }
    answerHistory(stage);
    stage.shoot(QStringLiteral("chart-90-days-crosshair"));
    QTest::keyClick(&chart, Qt::Key_Escape);
    chart.setLogarithmic(true);
    stage.shoot(QStringLiteral("chart-logarithmic"));
    chart.setLogarithmic(false);
    showUnshared(false);

    panel.setMinutes(24 * 60);
    answerHistory(stage);
    stage.shoot(QStringLiteral("chart-24-hours"));
    panel.menu().showTable();
    auto* table = panel.findChild<ChartTableWindow*>();
    stage.shoot(QStringLiteral("chart-table"), table);
    auto* numbers = table->findChild<QTableView*>();
    for (int row = 0; row < numbers->model()->rowCount(); ++row) {
        if (const QModelIndex event = numbers->model()->index(row, 1);
            event.siblingAtColumn(2).data().toString().isEmpty()) {
            numbers->scrollTo(event, QAbstractItemView::PositionAtCenter);
            break;
        }
    }
    stage.shoot(QStringLiteral("chart-table-event"), table);
    table->close();
    panel.menu().popup(QPoint(0, 0));
    stage.shoot(QStringLiteral("chart-menu"), &panel.menu());
    panel.menu().close();

    panel.setView(ChartView::Scanner);
    answerHistory(stage);
    stage.shoot(QStringLiteral("chart-scanner"));
    chart.pan(-2);
    chart.zoom(0.3);
    answerHistory(stage);
    stage.shoot(QStringLiteral("chart-scanner-zoomed"));

    // Whose memory is merged: the others have nothing to show here.
    stage.selectMarked();
    panel.setView(ChartView::Processes);
    addSelectionHistory(panel);
    chart.follow();
    panel.setMinutes(5);
    stage.shoot(QStringLiteral("chart-selection"));
    stage.window().findChild<ProcessView*>()->clearSelection();
    stage.settle();
    stage.shoot(QStringLiteral("chart-selection-none"));

    stage.open(false);
    stage.list(40);
    stage.shoot(QStringLiteral("chart-empty"));
    stage.client().refuseHistory(client::ErrorKind::Failed, "The history cannot be read.");
    stage.shoot(QStringLiteral("chart-error"));
    stage.addHistory();
    stage.shoot(QStringLiteral("chart-error-beside-curves"));
}

void shootSetup(Stage& stage) {
    using client::Backend;
    using client::Problem;
    const std::pair<Link, const char*> links[] = {
        {Link::BusGone, "bus-gone"},
        {Link::HelperNotInstalled, "helper-not-installed"},
        {Link::HelperNotAnswering, "helper-not-answering"},
        {Link::HelperIncompatible, "helper-incompatible"},
    };
    for (const auto& [link, name] : links) {
        stage.open(false, false);
        stage.client().changeLink(link);
        stage.shoot(QStringLiteral("setup-") + QLatin1String(name));
    }
    stage.open(false, false);
    stage.settle(1700);
    stage.shoot(QStringLiteral("setup-connecting"));

    const std::pair<Problem, const char*> problems[] = {
        {Problem::ModuleNotLoaded, "module-not-loaded"},
        {Problem::ModuleNotInstalled, "module-not-installed"},
        {Problem::ModuleNotBuilt, "module-not-built"},
        {Problem::ModuleRefused, "module-refused"},
        {Problem::ModuleLockedDown, "module-locked-down"},
        {Problem::ModuleUnsupported, "module-unsupported"},
        {Problem::ModuleFailed, "module-failed"},
        {Problem::ModuleIncompatible, "module-incompatible"},
        {Problem::BuiltinBusy, "builtin-busy"},
        {Problem::Unknown, "unknown"},
    };
    for (const auto& [problem, name] : problems) {
        stage.open(false);
        EngineStatus status = stage.client().status();
        status.problem = problem;
        status.backend = Backend::None;
        status.state = client::EngineState::Unavailable;
        status.moduleVersion = problem == Problem::ModuleIncompatible ? "0.0.9" : "";
        stage.client().changeStatus(status);
        stage.shoot(QStringLiteral("setup-") + QLatin1String(name));
        if (problem == Problem::ModuleNotLoaded) {
            stage.actions().loadModule->trigger();
            stage.client().refuseCommand(client::ErrorKind::NotAuthorized,
                                         "Not authorised: polkit does not allow you "
                                         "org.samepage.Samepage1.manage-module.");
            stage.shoot(QStringLiteral("setup-load-denied"));
        }
    }
    stage.open();
    stage.list(40);
    EngineStatus status = stage.client().status();
    status.problem = Problem::ModuleNotLoaded;
    status.backend = Backend::Builtin;
    status.moduleVersion.clear();
    stage.client().changeStatus(status);
    stage.select(2, 1);
    stage.shoot(QStringLiteral("setup-builtin-in-use"));
}

Rules madeUpRules() {
    return {
        {.id = 1,
         .kind = "executable",
         .value = "/usr/bin/python3.13",
         .action = "mark",
         .enabled = true,
         .comment = "notebooks"},
        {.id = 2,
         .kind = "unit",
         .value = "postgresql@17-main.service",
         .action = "mark",
         .enabled = true},
        {.id = 4,
         .kind = "user",
         .value = "1000",
         .user = "ada",
         .action = "mark",
         .priority = -10,
         .enabled = false,
         .comment = "only while the lab is open"},
        {.id = 5,
         .kind = "executable",
         .value = "/usr/bin/ssh-agent",
         .action = "never",
         .priority = 100,
         .enabled = true,
         .comment = "keys"},
        {.id = 9,
         .kind = "cgroup",
         .value = "/system.slice/system-container.slice/container-0123456789abcdef0123456789abcdef"
                  "0123456789abcdef.scope/payload",
         .action = "mark",
         .domain = "containers",
         .enabled = true},
        {.id = 12,
         .kind = "executable",
         .value = "/opt/vendor/company/product-2026.11/libexec/workers/bin/worker-process-linux-"
                  "x86_64",
         .action = "mark",
         .domain = "workers",
         .priority = 20,
         .enabled = true,
         .comment = "four hundred of them share their tables with each other every morning"},
    };
}

void shootRules(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.select(4, 1);
    stage.actions().rules->trigger();
    auto& window = *stage.window().findChild<RuleWindow*>();
    stage.shoot(QStringLiteral("rules-reading"), &window);
    FakeClient::answer(stage.client().ruleLists, Rules{});
    stage.shoot(QStringLiteral("rules-empty"), &window);
    emit stage.client().rulesChanged();
    FakeClient::answer(stage.client().ruleLists, madeUpRules());
    std::vector<ProcessRow> rows = madeUpProcesses(40, true);
    for (std::size_t number = 0; number < rows.size(); ++number) {
        rows[number].markedBy = number % 3 == 0 ? "rule:1" : number % 3 == 1 ? "rule:12" : "";
    }
    while (!stage.client().lists.empty()) {
        stage.client().answerList(rows);
    }
    auto& table = *window.findChild<QTableView*>();
    table.setCurrentIndex(table.model()->index(1, RuleTableModel::Value));
    stage.shoot(QStringLiteral("rules-several"), &window);
    const auto click = [&window](QString text) {
        text.remove(QChar(u'&'));
        for (QPushButton* button : window.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().remove(QChar(u'&')) == text) {
                button->click();
                return;
            }
        }
    };
    stage.client().explainRules(
        QStringLiteral("The rules are kept, but not applied: that needs the samepage module."));
    click(RuleWindow::tr("&Remove"));
    stage.client().answerRuleChange();
    stage.shoot(QStringLiteral("rules-removed-not-applied"), &window);
    stage.client().explainRules({});
    window.resize(window.minimumSize());
    stage.shoot(QStringLiteral("rules-small"), &window);
    window.resize(960, 640);
    click(RuleWindow::tr("&New rule…"));
    stage.shoot(QStringLiteral("rules-form"), &window);
    auto& form = *window.findChild<RuleForm*>();
    auto& value = *form.findChild<QLineEdit*>(QStringLiteral("ruleValue"));
    value.setText(QStringLiteral("python3"));
    click(RuleForm::tr("&Add rule"));
    stage.shoot(QStringLiteral("rules-form-error"), &window);
    form.findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(RuleKind::User));
    value.setText(QStringLiteral("nobody-here"));
    click(RuleForm::tr("&Add rule"));
    FakeClient::refuse(stage.client().rules, client::ErrorKind::InvalidArgument,
                       "There is no user \"nobody-here\" on this system.");
    stage.shoot(QStringLiteral("rules-form-refused"), &window);
    stage.client().changeLink(Link::HelperNotAnswering);
    window.reject();
    stage.shoot(QStringLiteral("rules-service-gone"), &window);
}

void shootWelcome(Stage& stage) {
    stage.open();
    stage.list(40);
    stage.window().showWelcome();
    stage.shoot(QStringLiteral("welcome"), stage.window().findChild<WelcomeWindow*>());
}

// As the service does, whichever set was asked for.
void answerSettings(Stage& stage, const client::Settings& tunables) {
    while (!stage.client().settingsCalls.empty()) {
        const bool engine = stage.client().settingsCalls.front().set == SettingsOf::Engine;
        FakeClient::answer(stage.client().settingsCalls, engine ? tunables : madeUpPolicy());
    }
    Stage::settle();
}

// Ends where its page ends.
void scrollToEnd(ControlsWindow& controls) {
    for (auto* area : controls.findChildren<QScrollArea*>()) {
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    }
}

ControlsWindow& openControls(Stage& stage, const client::Settings& tunables) {
    stage.open();
    stage.list(40);
    EngineStatus status = stage.client().status();
    status.explanation = "Running until it is paused.";
    stage.client().changeStatus(status);
    stage.actions().controls->trigger();
    answerSettings(stage, tunables);
    return *stage.window().findChild<ControlsWindow*>();
}

void shootControls(Stage& stage) {
    using Number = std::uint64_t;
    constexpr auto engine = SettingsOf::Engine;
    ControlsWindow* controls = &openControls(stage, madeUpTunables());
    ControlsModel* model = &controls->model();
    stage.shoot(QStringLiteral("controls"), controls);
    scrollToEnd(*controls);
    stage.shoot(QStringLiteral("controls-end"), controls);
    model->edit(engine, "max_cpu_percent", Number{35});
    model->edit(SettingsOf::Policy, "when", std::string("low-memory"));
    model->edit(SettingsOf::Policy, "memory_percent", Number{40});
    model->edit(engine, "domains", std::string("all"));
    emit stage.client().tunablesChanged({{"max_cpu_percent", Number{50}}});
    stage.shoot(QStringLiteral("controls-edited-end"), controls);
    controls->findChild<QScrollArea*>()->verticalScrollBar()->setValue(0);
    stage.shoot(QStringLiteral("controls-edited"), controls);
    model->apply();
    stage.shoot(QStringLiteral("controls-applying"), controls);
    stage.client().refuseChange(client::ErrorKind::NotAuthorized,
                                "Not authorised: the password prompt for "
                                "org.samepage.Samepage1.mark-own was dismissed.");
    stage.shoot(QStringLiteral("controls-denied"), controls);
    stage.client().changeLink(Link::HelperNotAnswering);
    stage.shoot(QStringLiteral("controls-service-gone"), controls);

    controls = &openControls(stage, madeUpTunables());
    for (QPushButton* button : controls->findChildren<QPushButton*>()) {
        if (button->text().contains(QStringLiteral("everything"))) {
            button->click();
        }
    }
    stage.shoot(QStringLiteral("controls-unmerge"), controls);
    EngineStatus status = stage.client().status();
    status.state = client::EngineState::Unmerging;
    stage.client().changeStatus(status);
    emit stage.client().countersChanged(1, {.savedBytes = Number{400} << 20});
    stage.shoot(QStringLiteral("controls-unmerging"), controls);

    controls = &openControls(stage, madeUpTunables());
    model = &controls->model();
    controls->showAdvanced(true);
    stage.shoot(QStringLiteral("controls-advanced"), controls);
    model->edit(engine, "threads", std::string("many"));
    model->edit(engine, "advisor_mode", std::string("scan-time"));
    model->edit(engine, "sleep_millisecs", Number{50});
    stage.shoot(QStringLiteral("controls-advanced-edited"), controls);
    scrollToEnd(*controls);
    stage.shoot(QStringLiteral("controls-advanced-end"), controls);
    auto* search = controls->findChild<QLineEdit*>(QStringLiteral("controlsSearch"));
    search->setText(QStringLiteral("zero"));
    stage.shoot(QStringLiteral("controls-advanced-search"), controls);
    search->setText(QStringLiteral("no such setting"));
    stage.shoot(QStringLiteral("controls-advanced-nothing"), controls);

    controls = &openControls(stage, madeUpTunables());
    status = stage.client().status();
    status.backend = client::Backend::Builtin;
    stage.client().changeStatus(status);
    answerSettings(stage, madeUpBuiltinTunables());
    stage.shoot(QStringLiteral("controls-builtin"), controls);
    scrollToEnd(*controls);
    stage.shoot(QStringLiteral("controls-builtin-end"), controls);
    controls->showAdvanced(true);
    scrollToEnd(*controls);
    stage.shoot(QStringLiteral("controls-builtin-advanced"), controls);
    controls->showAdvanced(false);
    controls->resize(controls->minimumSize());
    stage.shoot(QStringLiteral("controls-small"), controls);
}

void shootHosts(Stage& stage) {
    stage.open(true, true, QStringLiteral("root@build-server-17.example"));
    stage.list(40, true);
    stage.shoot(QStringLiteral("host"));
    stage.actions().connectTo->trigger();
    auto& dialog = *stage.window().findChild<HostDialog*>();
    stage.shoot(QStringLiteral("host-dialog"), &dialog);
    dialog.findChild<QComboBox*>()->setEditText(QStringLiteral("-not a name"));
    stage.shoot(QStringLiteral("host-dialog-error"), &dialog);
    dialog.reject();
    stage.client().changeLink(
        Link::HostUnreachable,
        QStringLiteral("ssh could not connect. It cannot ask anything from here: it has to know "
                       "the computer and get in without typing a password."));
    stage.shoot(QStringLiteral("host-unreachable"));
    stage.client().changeLink(Link::HelperNotInstalled);
    stage.shoot(QStringLiteral("host-without-service"));
}

// What a dark desktop would give; a bare X server has none.
QPalette darkPalette() {
    QPalette palette(QColor(49, 54, 59), QColor(42, 46, 50));
    palette.setColor(QPalette::Base, QColor(27, 30, 32));
    palette.setColor(QPalette::AlternateBase, QColor(35, 38, 41));
    palette.setColor(QPalette::Highlight, QColor(36, 118, 168));
    palette.setColor(QPalette::HighlightedText, QColor(252, 252, 252));
    palette.setColor(QPalette::ToolTipBase, QColor(49, 54, 59));
    palette.setColor(QPalette::ToolTipText, QColor(252, 252, 252));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, QColor(252, 252, 252));
        palette.setColor(QPalette::Disabled, role, QColor(118, 121, 124));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(161, 169, 177));
    return palette;
}

} // namespace
} // namespace samepage::gui

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    if (argc < 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: gui_screenshots FOLDER [SUFFIX [light|dark [GROUP]]]\n", stderr);
        return 2;
    }
    QApplication::setApplicationName(QStringLiteral("samepage-screenshots"));
    QApplication::setApplicationVersion(QStringLiteral(SAMEPAGE_VERSION));
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    if (argc > 3 && QByteArray(argv[3]) == "dark") {
        QApplication::setPalette(samepage::gui::darkPalette());
    }
    const QString language = qEnvironmentVariable("LANGUAGE", QStringLiteral("en_US"));
    QLocale::setDefault(QLocale(language));
    samepage::gui::installTranslations(*QCoreApplication::instance(), {language});
    samepage::gui::Stage stage(QDir(QString::fromLocal8Bit(argv[1])),
                               argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString());
    const std::pair<const char*, void (*)(samepage::gui::Stage&)> groups[] = {
        {"work", samepage::gui::shootWork},
        {"selection", samepage::gui::shootSelectionWork},
        {"tree", samepage::gui::shootTree},
        {"trends", samepage::gui::shootTrends},
        {"small", samepage::gui::shootSmallAndEmpty},
        {"menus", samepage::gui::shootMenus},
        {"chart", samepage::gui::shootChart},
        {"setup", samepage::gui::shootSetup},
        {"rules", samepage::gui::shootRules},
        {"welcome", samepage::gui::shootWelcome},
        {"controls", samepage::gui::shootControls},
        {"hosts", samepage::gui::shootHosts}};
    for (const auto& [name, shoot] : groups) {
        if (argc < 5 || QByteArray(argv[4]) == name) {
            shoot(stage);
        }
    }
    return stage.failed ? 1 : 0;
}
