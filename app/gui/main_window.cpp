// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/main_window.h"

#include "gui/about.h"
#include "gui/actions.h"
#include "gui/bring_to_front.h"
#include "gui/chart.h"
#include "gui/chart_panel.h"
#include "gui/controls_window.h"
#include "gui/details_pane.h"
#include "gui/empty_notice.h"
#include "gui/error_text.h"
#include "gui/header_bar.h"
#include "gui/host_dialog.h"
#include "gui/idle_estimates.h"
#include "gui/machine.h"
#include "gui/marking_actions.h"
#include "gui/message_bar.h"
#include "gui/process_view.h"
#include "gui/rule_window.h"
#include "gui/selection_work.h"
#include "gui/setup_page.h"
#include "gui/shortcuts_window.h"
#include "gui/status_line.h"
#include "gui/symbolic_icon.h"
#include "gui/tray_icon.h"
#include "gui/unmerge_need.h"
#include "gui/welcome_window.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QDateTime>
#include <QGuiApplication>
#include <QMenuBar>
#include <QPointer>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;
using client::EngineState;

constexpr auto grace = 1500ms;
constexpr QLatin1String controlsAction("controls");
constexpr QLatin1String rulesAction("rules");

} // namespace

MainWindow::MainWindow(ServiceClient& client, QSettings& settings, QWidget* parent,
                       std::function<bool()> trayThere)
    : QMainWindow(parent)
    , client_(client)
    , settings_(settings)
    , filter_(model_)
    , feed_(client)
    , actions_(new Actions(this))
    , pages_(new QStackedWidget)
    , setupPage_(new SetupPage)
    , header_(new HeaderBar(*actions_))
    , setupBar_(new MessageBar(8))
    , messageBar_(new MessageBar(8))
    , view_(new ProcessView(model_, filter_))
    , details_(new DetailsPane(*actions_))
    , chartPanel_(new ChartPanel(client))
    , vertical_(new QSplitter(Qt::Vertical))
    , bottom_(new QSplitter(Qt::Horizontal))
    , status_(new StatusLine)
    , marking_(new MarkingActions(client, model_, *actions_, *messageBar_, this))
    , selectionWork_(new SelectionWork(client, model_, *actions_, *details_, *messageBar_, this))
    , idleEstimates_(new IdleEstimates(client, model_,
                                       {.onScreen = [this] { return view_->onScreen(); },
                                        .isFree = [this] { return isFreeToEstimate(); }},
                                       this))
    , tray_(new TrayIcon(client, settings, *actions_, *this, std::move(trayThere))) {
    model_.setIcons(&icons_);
    setWindowTitle(client.host().isEmpty() ? tr("Samepage")
                                           : tr("%1 — Samepage").arg(client.host()));
    status_->showHost(client.host());
    setWindowIcon(applicationIcon());
    graceTimer_.setSingleShot(true);
    detailsTimer_.setSingleShot(true);
    connect(&graceTimer_, &QTimer::timeout, this, &MainWindow::updateSetup);
    connect(&detailsTimer_, &QTimer::timeout, this, &MainWindow::updateDetails);

    buildLayout();
    buildMenus();
    connectActions();
    connectService();
    connectTable();
    restoreSettings();

    graceTimer_.start(grace);
    updateSetup();
    updateNotice();
    updateActions();
    updateDetails();
    view_->setFocus();
}

MainWindow::~MainWindow() {
    ending_ = true;
    // The parts below go before the models they look at.
    disconnect(&client_, nullptr, this, nullptr);
    delete rules_;
    delete tray_;
    delete idleEstimates_;
    delete selectionWork_;
    delete marking_;
    delete takeCentralWidget();
}

void MainWindow::buildLayout() {
    bottom_->addWidget(details_);
    bottom_->addWidget(chartPanel_);
    bottom_->setStretchFactor(0, 2);
    bottom_->setStretchFactor(1, 3);
    bottom_->setChildrenCollapsible(false);
    vertical_->addWidget(view_);
    vertical_->addWidget(bottom_);
    vertical_->setStretchFactor(0, 3);
    vertical_->setStretchFactor(1, 2);
    vertical_->setChildrenCollapsible(false);
    view_->setMinimumHeight(110);

    auto* bars = new QVBoxLayout;
    bars->setContentsMargins(12, 0, 12, 0);
    bars->setSpacing(0);
    for (MessageBar* bar : {setupBar_, messageBar_}) {
        bars->addWidget(bar);
    }
    auto* work = new QWidget;
    auto* layout = new QVBoxLayout(work);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addLayout(bars);
    layout->addWidget(vertical_, 1);
    pages_->addWidget(work);
    pages_->addWidget(setupPage_);
    setCentralWidget(pages_);
    setStatusBar(status_);
    setMinimumSize(std::max(760, header_->minimumSizeHint().width()), 480);
    resize(1120, 760);
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(actions_->refresh);
    file->addAction(actions_->connectTo);
    file->addSeparator();
    file->addAction(actions_->tray);
    file->addAction(actions_->quit);
    connect(file, &QMenu::aboutToShow, tray_, &TrayIcon::look);

    QMenu* process = menuBar()->addMenu(tr("&Process"));
    process->addAction(actions_->mark);
    process->addAction(actions_->unmark);
    process->addAction(actions_->undo);
    process->addAction(actions_->redo);
    process->addAction(actions_->alwaysMark);
    process->addAction(actions_->rules);
    process->addSeparator();
    process->addAction(actions_->estimate);
    process->addAction(actions_->mergeNow);
    process->addSeparator();
    process->addAction(actions_->copy);
    process->addAction(actions_->selectAll);

    QMenu* viewMenu = menuBar()->addMenu(tr("&View"));
    viewMenu->addAction(actions_->scopeMine);
    viewMenu->addAction(actions_->scopeAll);
    viewMenu->addAction(actions_->scopeMarked);
    viewMenu->addAction(actions_->scopeWorth);
    viewMenu->addSeparator();
    viewMenu->addAction(actions_->tree);
    viewMenu->addAction(actions_->find);
    viewMenu->addAction(actions_->pauseUpdates);
    viewMenu->addAction(actions_->estimateIdle);
    viewMenu->addSeparator();
    view_->addColumnMenus(*viewMenu);
    viewMenu->addSeparator();
    viewMenu->addAction(actions_->showDetails);
    viewMenu->addAction(actions_->showChart);

    QMenu* scanner = menuBar()->addMenu(tr("&Scanner"));
    scanner->addAction(actions_->start);
    scanner->addAction(actions_->pause);
    scanner->addSeparator();
    scanner->addAction(actions_->unmergeAll);
    scanner->addAction(actions_->controls);
    scanner->addSeparator();
    scanner->addAction(actions_->loadModule);
    scanner->addAction(actions_->unloadModule);
    scanner->addAction(actions_->setup);

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(actions_->welcome);
    help->addAction(actions_->shortcuts);
    help->addAction(actions_->about);

    // The context menu of the table.
    view_->addActions(process->actions());
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    on(actions_->copy, [this] { QGuiApplication::clipboard()->setText(view_->selectedText()); });
    on(actions_->selectAll, [this] { view_->selectAll(); });
    on(actions_->scopeMine, [this] { chooseScope(Scope::Mine); });
    on(actions_->scopeAll, [this] { chooseScope(Scope::AllUsers); });
    on(actions_->scopeMarked, [this] { chooseScope(Scope::Marked); });
    on(actions_->scopeWorth, [this] { chooseScope(Scope::WorthMarking); });
    connect(actions_->tree, &QAction::toggled, view_, &ProcessView::setTree);
    connect(actions_->pauseUpdates, &QAction::toggled, this, [this](bool paused) {
        feed_.setPaused(paused);
        detailsTimer_.start(0);
    });
    connect(actions_->estimateIdle, &QAction::toggled, idleEstimates_, &IdleEstimates::setWanted);
    connect(selectionWork_, &SelectionWork::partnersChosen, view_, &ProcessView::select);
    connect(selectionWork_, &SelectionWork::begins, idleEstimates_, &IdleEstimates::interrupt);
    on(actions_->find, [this] { header_->focusFilter(); });
    on(actions_->refresh, [this] {
        if (client_.link() == Link::Connected) {
            feed_.refresh();
        } else {
            client_.reconnect();
        }
    });
    on(actions_->connectTo, [this] { chooseHost(); });
    on(actions_->start, [this] { runCommand(Command::Start, tr("Scanning did not start.")); });
    on(actions_->pause, [this] { runCommand(Command::Pause, tr("Scanning was not paused.")); });
    on(actions_->startOrPause, [this] {
        QAction* possible = actions_->pause->isEnabled() ? actions_->pause : actions_->start;
        possible->trigger();
    });
    on(actions_->unmergeAll, [this] { confirmUnmergeAll(); });
    on(actions_->controls, [this] { showControls(); });
    on(actions_->loadModule, [this] { loadModule(); });
    on(actions_->unloadModule,
       [this] { runCommand(Command::UnloadModule, tr("The module was not unloaded.")); });
    on(actions_->setup, [this] {
        setupWanted_ = true;
        updateSetup();
    });
    on(actions_->shortcuts, [this] {
        auto* window = new ShortcutsWindow(*actions_, this);
        window->setAttribute(Qt::WA_DeleteOnClose);
        window->show();
    });
    on(actions_->about, [this] {
        showAbout(this, client_.link() == Link::Connected ? std::optional(client_.status())
                                                          : std::nullopt);
    });
    on(actions_->rules, [this] { showRules(); });
    on(actions_->welcome, [this] { showWelcome(); });
    on(actions_->quit, [this] { quit(); });
    connect(actions_->showDetails, &QAction::toggled, details_, &QWidget::setVisible);
    connect(actions_->showChart, &QAction::toggled, chartPanel_, &QWidget::setVisible);
    for (QAction* action : {actions_->showDetails, actions_->showChart}) {
        connect(action, &QAction::toggled, this, [this] {
            bottom_->setVisible(actions_->showDetails->isChecked() ||
                                actions_->showChart->isChecked());
        });
    }
}

void MainWindow::connectService() {
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connecting) {
            graceTimer_.start(grace);
        }
        chartPanel_->setLive(link == Link::Connected);
        updateSetup();
        updateActions();
        updateNotice();
    });
    connect(&client_, &ServiceClient::statusChanged, this, [this] {
        updateSetup();
        updateActions();
        detailsTimer_.start(0);
    });
    connect(&client_, &ServiceClient::countersChanged, this,
            [this](quint64 usec, const Counters& counters) {
                chartPanel_->add(usec, counters);
                status_->showCounters(counters);
            });
    connect(&client_, &ServiceClient::markChanged, this,
            [this](const ProcessKey& process, bool marked) { model_.setMarked(process, marked); });

    connect(chartPanel_, &ChartPanel::failed, this, [this](const QString& text) {
        messageBar_->showMessage({.tone = Tone::Error, .text = text});
    });

    connect(setupPage_, &SetupPage::actionChosen, this, &MainWindow::runSetupAction);
    connect(setupPage_, &SetupPage::backChosen, this, [this] {
        setupWanted_ = false;
        updateSetup();
        view_->setFocus();
    });
    connect(setupBar_, &MessageBar::dismissed, this,
            [this] { dismissedSetup_ = setup_ ? setup_->id : QString(); });
}

void MainWindow::connectTable() {
    connect(&feed_, &ProcessFeed::listed, this, &MainWindow::takeList);
    connect(&feed_, &ProcessFeed::denied, this, &MainWindow::scopeDenied);
    connect(&feed_, &ProcessFeed::failed, this, [this](const ClientError& error) {
        messageBar_->showMessage(
            {.tone = Tone::Error,
             .text = withReason(tr("The processes could not be read."), error)});
    });
    connect(&feed_, &ProcessFeed::scopeChanged, this, [this](Scope scope) {
        header_->setScope(scope);
        filter_.setWorthOnly(scope == Scope::WorthMarking);
        QAction* const actions[] = {actions_->scopeMine, actions_->scopeAll, actions_->scopeMarked,
                                    actions_->scopeWorth};
        actions[static_cast<int>(scope)]->setChecked(true);
        updateNotice();
    });
    connect(&feed_, &ProcessFeed::askingChanged, this, [this] { detailsTimer_.start(0); });
    connect(marking_, &MarkingActions::finished, this, [this] {
        if (!feed_.isPaused()) {
            feed_.refresh();
        }
    });

    connect(header_, &HeaderBar::scopeChosen, this, &MainWindow::chooseScope);
    connect(header_, &HeaderBar::filterChanged, this, [this](const QString& text) {
        filter_.setNeedle(text);
        header_->showFilterProblem(filter_.query().problem());
        updateNotice();
        detailsTimer_.start(0);
    });
    connect(header_, &HeaderBar::leaveFilter, this, [this] {
        view_->setFocus(Qt::OtherFocusReason);
        if (!view_->currentIndex().isValid() && filter_.rowCount() > 0) {
            view_->setCurrentIndex(filter_.index(0, 0));
        }
    });
    connect(view_, &ProcessView::selectionChangedByUser, this, [this] {
        updateActions();
        detailsTimer_.start(0);
    });
    connect(&model_, &QAbstractItemModel::dataChanged, this, [this] { detailsTimer_.start(0); });
    connect(&view_->notice(), &EmptyNotice::buttonClicked, this, [this] {
        if (!header_->filterText().isEmpty()) {
            header_->clearFilter();
        } else {
            chooseScope(Scope::Mine);
        }
    });
    connect(&icons_, &ProgramIcons::ready, view_->viewport(), qOverload<>(&QWidget::update));
}

void MainWindow::nameHost(QWidget& window) const {
    if (!client_.host().isEmpty()) {
        window.setWindowTitle(
            tr("%1 on %2", "window, computer").arg(window.windowTitle(), client_.host()));
    }
}

void MainWindow::chooseHost() {
    auto* dialog = new HostDialog(settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HostDialog::chosen, this, [this](const QString& host) {
        if (!openWindowFor(host)) {
            messageBar_->showMessage(
                {.tone = Tone::Error,
                 .text = tr("The window for %1 could not be opened.").arg(host)});
        }
    });
    dialog->open();
}

// --- what is missing -------------------------------------------------------

void MainWindow::updateSetup() {
    std::optional<SetupState> state =
        setupState(client_.link(), client_.status(),
                   {.host = client_.host(), .unreachable = client_.unreachable()},
                   client_.host().isEmpty() ? packageSystemHere() : PackageSystem::Unknown);
    status_->showEngine(client_.link(), client_.status());
    // A service that is being replaced is back in a moment.
    if (state && state->waiting && graceTimer_.isActive()) {
        return;
    }
    if (setup_ && (!state || state->id != setup_->id)) {
        dismissedSetup_.clear();
        setupBusy_ = false;
    }
    setup_ = state;
    model_.setObstacle(client_.link() != Link::Connected || client::canMark(client_.status())
                           ? QString()
                           : tr("Marking a running process needs the Samepage module, which is "
                                "not in use now."));
    actions_->setup->setEnabled(setup_.has_value());
    if (!setup_) {
        setupWanted_ = false;
        setupBar_->hide();
        pages_->setCurrentIndex(0);
        return;
    }
    setupPage_->showState(*setup_);
    setupPage_->setBusy(setupBusy_);
    const bool wholePage = !setup_->usable || setupWanted_;
    pages_->setCurrentIndex(wholePage ? 1 : 0);
    if (setup_->usable && dismissedSetup_ != setup_->id) {
        showSetupBar(*setup_);
    } else {
        setupBar_->hide();
    }
}

void MainWindow::showSetupBar(const SetupState& state) {
    MessageBar::Message message{.tone = Tone::Warning,
                                .title = state.title,
                                .text = tr("Until then you can look around, but not mark "
                                           "processes."),
                                .keepOpen = true};
    if (state.action == SetupAction::LoadModule && state.steps.isEmpty()) {
        message.buttons.push_back({tr("Load module"), [this] { loadModule(); }});
    } else {
        message.buttons.push_back({tr("What to do…"), [this] {
                                       setupWanted_ = true;
                                       updateSetup();
                                   }});
    }
    setupBar_->showMessage(message);
}

void MainWindow::runSetupAction(SetupAction action) {
    switch (action) {
    case SetupAction::LoadModule:
        loadModule();
        break;
    case SetupAction::ReloadModule:
        reloadModule();
        break;
    case SetupAction::TryAgain:
        client_.reconnect();
        break;
    case SetupAction::None:
        break;
    }
}

void MainWindow::loadModule() {
    setupBusy_ = true;
    setupPage_->setBusy(true);
    client_.run(Command::LoadModule,
                [self = QPointer<MainWindow>(this)](const std::optional<ClientError>& error) {
                    if (self) {
                        self->setupActionDone(tr("The module was not loaded."), error);
                    }
                });
}

void MainWindow::reloadModule() {
    setupBusy_ = true;
    setupPage_->setBusy(true);
    client_.run(Command::UnloadModule,
                [self = QPointer<MainWindow>(this)](const std::optional<ClientError>& error) {
                    if (!self) {
                        return;
                    }
                    if (error) {
                        self->setupActionDone(tr("The old module was not unloaded."), error);
                    } else {
                        self->loadModule();
                    }
                });
}

void MainWindow::setupActionDone(const QString& whatFailed,
                                 const std::optional<ClientError>& error) {
    setupBusy_ = false;
    setupPage_->setBusy(false);
    if (!error) {
        return; // the page goes away by itself when the service says it is well
    }
    const QString text = withReason(whatFailed, *error);
    if (pages_->currentIndex() == 1) {
        setupPage_->showFailure(text);
    } else {
        messageBar_->showMessage({.tone = Tone::Error, .text = text});
    }
}

void MainWindow::runCommand(Command command, const QString& whatFailed) {
    client_.run(command, [self = QPointer<MainWindow>(this),
                          whatFailed](const std::optional<ClientError>& error) {
        if (!self) {
            return;
        }
        if (error) {
            self->messageBar_->showMessage(
                {.tone = Tone::Error, .text = withReason(whatFailed, *error)});
        } else {
            self->messageBar_->dismiss();
        }
    });
}

void MainWindow::confirmUnmergeAll() {
    const UnmergeNeed need{.needed = savedBytes(), .available = availableMemory(client_)};
    messageBar_->showMessage({.tone = Tone::Warning,
                              .title = tr("Unmerge everything?"),
                              .text = unmergeQuestion(need),
                              .buttons = {{tr("Unmerge"), [this] {
                                               runCommand(Command::UnmergeAll,
                                                          tr("Not everything was unmerged."));
                                           }}}});
}

std::optional<quint64> MainWindow::savedBytes() const {
    const Sample* last = chartPanel_->chart().series().last();
    return last != nullptr ? std::optional(last->counters.savedBytes) : std::nullopt;
}

void MainWindow::showControls() {
    if (controls_ == nullptr) {
        controls_ = new ControlsWindow(client_, settings_, this);
        nameHost(*controls_);
        if (const auto saved = savedBytes()) {
            controls_->setSaved(*saved);
        }
    }
    controls_->present();
}

void MainWindow::showRules() {
    if (rules_ == nullptr) {
        rules_ = new RuleWindow(
            client_, settings_,
            [this] {
                const std::vector<ProcessRow> selected = view_->selected();
                return selected.empty() ? std::nullopt : std::optional(selected.front());
            },
            this);
        nameHost(*rules_);
    }
    rules_->show();
    rules_->raise();
    rules_->activateWindow();
}

void MainWindow::showWelcome() {
    if (welcome_ == nullptr) {
        welcome_ = new WelcomeWindow(settings_, this);
    }
    welcome_->show();
    welcome_->raise();
    welcome_->activateWindow();
}

// --- processes -------------------------------------------------------------

void MainWindow::chooseScope(Scope scope) {
    header_->setScope(scope);
    feed_.setScope(scope);
    filter_.setWorthOnly(feed_.scope() == Scope::WorthMarking);
    updateNotice();
}

void MainWindow::scopeDenied(const ClientError& error, bool expired) {
    MessageBar::Message message{
        .tone = Tone::Warning,
        .title = expired ? tr("Back to your own processes") : tr("Only your own processes"),
        .text = expired ? tr("The authorisation to see those of other users has expired.")
                        : withReason(tr("Those of other users are not shown."), error)};
    message.buttons.push_back({tr("Ask again"), [this] { chooseScope(Scope::AllUsers); }});
    messageBar_->showMessage(message);
}

void MainWindow::takeList(const std::vector<ProcessRow>& rows, Scope scope) {
    listed_ = true;
    model_.update(rows);
    const std::pair question(scope, feed_.othersToo());
    // Among the marked, who is new was only marked.
    chartPanel_->addProcesses(static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000,
                              rows, lastQuestion_ == question && scope != Scope::Marked);
    lastQuestion_ = question;
    updateNotice();
    detailsTimer_.start(0);
}

void MainWindow::updateActions() {
    updateActions(view_->selected());
}

void MainWindow::updateActions(const std::vector<ProcessRow>& selected) {
    const bool connected = client_.link() == Link::Connected;
    const EngineStatus& status = client_.status();
    const bool scanner = connected && status.state != EngineState::Unavailable &&
                         status.state != EngineState::Unknown;
    // What waits was started: it can be paused.
    const bool running =
        scanner && (status.state == EngineState::Running || status.state == EngineState::Waiting);
    actions_->start->setEnabled(scanner && status.state == EngineState::Paused);
    actions_->pause->setEnabled(running);
    actions_->startOrPause->setEnabled(scanner);
    actions_->unmergeAll->setEnabled(scanner && status.state != EngineState::Unmerging);
    actions_->loadModule->setEnabled(connected && status.moduleVersion.empty());
    actions_->unloadModule->setEnabled(connected && !status.moduleVersion.empty());
    header_->setRunning(running);
    actions_->copy->setEnabled(!selected.empty());
    marking_->setSelected(selected);
    selectionWork_->setSelected(selected);
}

void MainWindow::updateDetails() {
    const std::vector<ProcessRow> selected = view_->selected();
    QString note;
    if (selected.size() == 1) {
        if (const auto row = model_.find(selected.front().key)) {
            note = model_.message(*row);
        }
    }
    details_->showProcesses(selected, client_.status(), note);
    std::vector<ProcessKey> keys;
    keys.reserve(selected.size());
    std::ranges::transform(selected, std::back_inserter(keys), &ProcessRow::key);
    chartPanel_->setSelection(std::move(keys), selected.empty() ? QString()
                                               : selected.size() == 1
                                                   ? QString::fromStdString(selected[0].name)
                                                   : tr("%1 processes").arg(selected.size()));
    updateActions(selected);

    QString hint;
    if (feed_.isAsking()) {
        hint = tr("waiting for authorisation…");
    } else if (feed_.isPaused()) {
        hint = tr("held still");
    } else if ((feed_.scope() == Scope::Marked || feed_.scope() == Scope::WorthMarking) &&
               !feed_.othersToo()) {
        hint = tr("only your own");
    }
    if (listed_) {
        status_->showProcesses(filter_.shownProcesses(), model_.rowCount(),
                               static_cast<int>(selected.size()), hint);
    }
}

void MainWindow::updateNotice() {
    EmptyNotice& notice = view_->notice();
    if (filter_.rowCount() > 0) {
        notice.hide();
        return;
    }
    if (!listed_) {
        notice.showText(client_.link() == Link::Connected ? tr("Reading the processes…")
                                                          : tr("Connecting…"),
                        {}, {});
    } else if (feed_.scope() == Scope::WorthMarking && filter_.query().isEmpty()) {
        notice.showText(tr("Nothing seems worth marking"),
                        tr("No program of one user runs twice unmarked, and nothing that was "
                           "estimated would save memory."),
                        tr("Show my processes"));
    } else if (model_.rowCount() > 0) {
        notice.showText(tr("No process matches “%1”").arg(header_->filterText().simplified()),
                        tr("The filter looks at name, user, PID, unit and program path; its tool "
                           "tip lists what else it knows."),
                        tr("Clear the filter"));
    } else if (feed_.scope() == Scope::Marked) {
        notice.showText(tr("Nothing is marked yet"),
                        tr("Choose some processes that are alike, and mark them."),
                        tr("Show my processes"));
    } else {
        notice.showText(tr("No processes"), {}, {});
    }
}

void MainWindow::updateFeed() {
    // Nothing is asked for, and nothing drawn, while nobody can see it.
    const bool seen = isVisible() && !isMinimized();
    if (std::exchange(seen_, seen) == seen) {
        return;
    }
    client_.setQuiet(!seen);
    feed_.setActive(seen);
    idleEstimates_->setActive(seen);
    chartPanel_->setActive(seen);
}

bool MainWindow::isFreeToEstimate() const {
    // A window that others cover shows nothing either.
    return windowHandle() != nullptr && windowHandle()->isExposed() && !feed_.isPaused() &&
           !selectionWork_->isBusy();
}

// --- the window itself -----------------------------------------------------

void MainWindow::present(const QString& activationToken) {
    bringToFront(*this, activationToken);
}

bool MainWindow::hasAction(const QString& name) {
    return name == controlsAction || name == rulesAction;
}

bool MainWindow::runAction(const QString& name, const QString& activationToken) {
    if (!hasAction(name)) {
        return false;
    }
    present(activationToken);
    if (name == controlsAction) {
        showControls();
    } else {
        showRules();
    }
    return true;
}

void MainWindow::saveSettings() {
    if (ending_) {
        return;
    }
    settings_.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings_.setValue(QStringLiteral("window/vertical"), vertical_->saveState());
    settings_.setValue(QStringLiteral("window/bottom"), bottom_->saveState());
    settings_.setValue(QStringLiteral("window/details"), actions_->showDetails->isChecked());
    settings_.setValue(QStringLiteral("window/chart"), actions_->showChart->isChecked());
    settings_.setValue(QStringLiteral("table/tree"), actions_->tree->isChecked());
    if (actions_->estimateIdle->isEnabled()) {
        settings_.setValue(QStringLiteral("table/estimateIdle"),
                           actions_->estimateIdle->isChecked());
    }
    settings_.setValue(QStringLiteral("table/layout"), view_->saveColumns());
    chartPanel_->saveSettings(settings_);
}

void MainWindow::restoreSettings() {
    const auto bytes = [this](const char* key) {
        return settings_.value(QLatin1String(key)).toByteArray();
    };
    restoreGeometry(bytes("window/geometry"));
    if (!vertical_->restoreState(bytes("window/vertical"))) {
        vertical_->setSizes({390, 330});
    }
    if (!bottom_->restoreState(bytes("window/bottom"))) {
        bottom_->setSizes({420, 700});
    }
    view_->restoreColumns(bytes("table/layout"));
    actions_->tree->setChecked(settings_.value(QStringLiteral("table/tree"), false).toBool());
    // What another computer can spare is not known here.
    actions_->estimateIdle->setEnabled(client_.host().isEmpty());
    actions_->estimateIdle->setChecked(
        client_.host().isEmpty() &&
        settings_.value(QStringLiteral("table/estimateIdle"), false).toBool());
    actions_->showDetails->setChecked(
        settings_.value(QStringLiteral("window/details"), true).toBool());
    actions_->showChart->setChecked(settings_.value(QStringLiteral("window/chart"), true).toBool());
    chartPanel_->restoreSettings(settings_);
}

void MainWindow::quit() {
    quitting_ = true;
    close();
    if (tray_->isOn()) {
        QGuiApplication::quit();
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveSettings();
    tray_->look();
    if (tray_->isOn() && !quitting_) {
        event->ignore();
        hide();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    updateFeed();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    saveSettings();
    updateFeed();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        updateFeed();
    } else if (event->type() == QEvent::ActivationChange && !isActiveWindow()) {
        // The desktop may end without saying so.
        saveSettings();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        if (messageBar_->isVisible()) {
            messageBar_->dismiss();
        } else {
            header_->clearFilter();
        }
        return;
    }
    QMainWindow::keyPressEvent(event);
}

} // namespace samepage::gui
