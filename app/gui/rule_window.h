// SPDX-License-Identifier: GPL-2.0-or-later
// The window with the rules: what there is, and the form for one more.
#pragma once

#include "gui/rule_edits.h"
#include "gui/rule_feed.h"
#include "gui/rule_table_model.h"

#include <QDialog>
#include <QPersistentModelIndex>
#include <QSortFilterProxyModel>

#include <functional>

class QAction;
class QPushButton;
class QSettings;
class QStackedWidget;
class QTableView;

namespace samepage::gui {

class EmptyNotice;
class MessageBar;
class RuleForm;

class RuleWindow : public QDialog {
    Q_OBJECT

public:
    // The process that a new rule is most likely about.
    using Selected = std::function<std::optional<ProcessRow>()>;

    // `client` and `settings` must outlive the window.
    RuleWindow(ServiceClient& client, QSettings& settings, Selected selected,
               QWidget* parent = nullptr);
    ~RuleWindow() override;

    // Leaves the form first, if that is shown.
    void reject() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void buildActions();
    void buildLayout();
    QAction* addAction(const QString& text, const QString& toolTip, const QKeySequence& shortcut);

    void updateRules();
    void updateNotice();
    void updateActions();
    void updateBar();

    [[nodiscard]] const client::Rule* current() const;
    void select(quint32 id);
    void startNew();
    void startEdit();
    void leaveForm();
    void save(const client::NewRule& rule);
    void saved(const RuleEdits::Outcome& outcome);
    void switchRule(quint32 id, bool enabled);
    void removeRule();
    void bringBack(const client::Rule& rule);
    void showFailure(const QString& sentence);
    void saveSettings();
    void restoreSettings();

    ServiceClient& client_;
    QSettings& settings_;
    Selected selected_;
    RuleFeed feed_;
    RuleEdits edits_;
    RuleTableModel model_;
    QSortFilterProxyModel sorted_;
    std::optional<client::Rule> edited_; // empty: the form is about a new one
    quint32 wanted_ = 0;                 // is selected as soon as it is in the list

    QStackedWidget* pages_;
    MessageBar* stateBar_;
    MessageBar* messageBar_;
    QTableView* table_;
    EmptyNotice* notice_;
    RuleForm* form_;
    QAction* new_;
    QAction* edit_;
    QAction* remove_;
};

} // namespace samepage::gui
