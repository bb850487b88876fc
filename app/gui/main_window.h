// SPDX-License-Identifier: GPL-2.0-or-later
// The window: puts the parts together and passes things on between them.
#pragma once

#include "gui/process_feed.h"
#include "gui/process_filter_model.h"
#include "gui/process_model.h"
#include "gui/program_icons.h"
#include "gui/service_client.h"
#include "gui/setup_state.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <optional>

class QMenu;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace samepage::gui {

class Actions;
class ChartPanel;
class ControlsWindow;
class DetailsPane;
class HeaderBar;
class IdleEstimates;
class MarkingActions;
class MessageBar;
class ProcessView;
class RuleWindow;
class SelectionWork;
class SetupPage;
class StatusLine;
class TrayIcon;
class WelcomeWindow;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Both must outlive the window. `trayThere`: as for TrayIcon.
    MainWindow(ServiceClient& client, QSettings& settings, QWidget* parent = nullptr,
               std::function<bool()> trayThere = {});
    ~MainWindow() override;

    // To the front, with the token of a Wayland desktop if there is one.
    void present(const QString& activationToken);
    // The actions in the desktop file, by their names there. Also brings the window
    // to the front; false if there is no such action.
    [[nodiscard]] static bool hasAction(const QString& name);
    bool runAction(const QString& name, const QString& activationToken = {});
    // What marking does and costs, in a window of its own.
    void showWelcome();
    // How the window is now; done by itself too, but not when the process is ended.
    void saveSettings();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildLayout();
    void buildMenus();
    void connectActions();
    void connectService();
    void connectTable();
    void restoreSettings();

    void chooseHost();
    void nameHost(QWidget& window) const;
    void updateSetup();
    void showSetupBar(const SetupState& state);
    void runSetupAction(SetupAction action);
    void runCommand(Command command, const QString& whatFailed);
    void loadModule();
    void reloadModule();
    void setupActionDone(const QString& whatFailed, const std::optional<ClientError>& error);
    void confirmUnmergeAll();
    void showRules();
    void quit();
    void showControls();
    [[nodiscard]] std::optional<quint64> savedBytes() const;

    void chooseScope(Scope scope);
    void scopeDenied(const ClientError& error, bool expired);
    void takeList(const std::vector<ProcessRow>& rows, Scope scope);
    void updateActions();
    void updateActions(const std::vector<ProcessRow>& selected);
    void updateDetails();
    void updateNotice();
    void updateFeed();
    [[nodiscard]] bool isFreeToEstimate() const;

    ServiceClient& client_;
    QSettings& settings_;
    ProgramIcons icons_;
    ProcessModel model_;
    ProcessFilterModel filter_;
    ProcessFeed feed_;

    Actions* actions_;
    QStackedWidget* pages_;
    SetupPage* setupPage_;
    HeaderBar* header_;
    MessageBar* setupBar_;
    MessageBar* messageBar_;
    ProcessView* view_;
    DetailsPane* details_;
    ChartPanel* chartPanel_;
    QSplitter* vertical_;
    QSplitter* bottom_;
    StatusLine* status_;
    MarkingActions* marking_;
    SelectionWork* selectionWork_;
    IdleEstimates* idleEstimates_;
    TrayIcon* tray_;
    RuleWindow* rules_ = nullptr; // made when it is first wanted
    WelcomeWindow* welcome_ = nullptr;
    ControlsWindow* controls_ = nullptr; // made when it is first wanted

    QTimer graceTimer_;   // a short interruption does not turn the page
    QTimer detailsTimer_; // many changes, one update
    std::optional<SetupState> setup_;
    QString dismissedSetup_; // id of the state whose bar the user closed
    bool setupWanted_ = false;
    bool setupBusy_ = false;
    bool listed_ = false;
    // What the last list was of: the scope, and whether of all users.
    std::optional<std::pair<Scope, bool>> lastQuestion_;
    bool ending_ = false;
    bool seen_ = false; // somebody can see the window
    bool quitting_ = false;
};

} // namespace samepage::gui
