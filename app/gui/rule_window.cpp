// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_window.h"

#include "gui/action_button.h"
#include "gui/empty_notice.h"
#include "gui/error_text.h"
#include "gui/message_bar.h"
#include "gui/rule_form.h"
#include "gui/rule_text.h"
#include "gui/service_words.h"

#include <QAction>
#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace samepage::gui {
namespace {

constexpr QLatin1String geometryKey("rules/geometry");
constexpr QLatin1String columnsKey("rules/columns");

} // namespace

RuleWindow::RuleWindow(ServiceClient& client, QSettings& settings, Selected selected,
                       QWidget* parent)
    : QDialog(parent)
    , client_(client)
    , settings_(settings)
    , selected_(std::move(selected))
    , feed_(client)
    , edits_(client)
    , model_([this](quint32 id) { return feed_.processesOf(id); })
    , pages_(new QStackedWidget)
    , stateBar_(new MessageBar(8))
    , messageBar_(new MessageBar(8))
    , table_(new QTableView)
    , notice_(new EmptyNotice(table_->viewport()))
    , form_(new RuleForm([this] {
        Rules others = feed_.rules().value_or(Rules{});
        std::erase_if(others, [this](const client::Rule& rule) {
            // Also by what it is about: the list may not be the newest.
            return edited_ && (rule.id == edited_->id ||
                               (rule.kind == edited_->kind && rule.value == edited_->value));
        });
        return others;
    }))
    , new_(
          addAction(tr("&New rule…"), tr("Say what is always marked, or never"), QKeySequence::New))
    , edit_(addAction(tr("&Edit…"), tr("Change the selected rule"), Qt::Key_F2))
    , remove_(addAction(tr("&Remove"), tr("Remove the selected rule; what it marked stays marked"),
                        QKeySequence::Delete)) {
    setWindowTitle(tr("Rules"));
    setObjectName(QStringLiteral("ruleWindow"));
    buildTable();
    buildActions();
    buildLayout();
    form_->setElsewhere(!client_.host().isEmpty());
    connect(&feed_, &RuleFeed::changed, this, &RuleWindow::updateRules);
    connect(&feed_, &RuleFeed::countsChanged, &model_, &RuleTableModel::updateCounts);
    connect(&client_, &ServiceClient::rulesExplanationChanged, this, &RuleWindow::updateBar);
    connect(&model_, &RuleTableModel::switchWanted, this, &RuleWindow::switchRule);
    connect(form_, &RuleForm::saveWanted, this, &RuleWindow::save);
    connect(form_, &RuleForm::cancelled, this, &RuleWindow::leaveForm);
    resize(960, 560);
    restoreSettings();
    updateRules();
}

RuleWindow::~RuleWindow() {
    saveSettings();
    disconnect(&client_, nullptr, this, nullptr);
    // The parts on screen go before the models they look at.
    delete pages_;
}

QAction* RuleWindow::addAction(const QString& text, const QString& toolTip,
                               const QKeySequence& shortcut) {
    auto* action = new QAction(text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(toolTip);
    table_->addAction(action);
    return action;
}

void RuleWindow::buildTable() {
    sorted_.setSourceModel(&model_);
    sorted_.setSortRole(RuleTableModel::SortRole);
    sorted_.setSortLocaleAware(true);
    table_->setModel(&sorted_);
    table_->setAccessibleName(tr("Rules"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setWordWrap(false);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 10);
    QHeaderView& header = *table_->horizontalHeader();
    header.setHighlightSections(false);
    header.setMinimumSectionSize(48);
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setSectionResizeMode(RuleTableModel::Value, QHeaderView::Stretch);
    const int letter = table_->fontMetrics().averageCharWidth();
    const std::pair<int, int> widths[] = {
        {RuleTableModel::Number, 9},    {RuleTableModel::Kind, 15},
        {RuleTableModel::Action, 13},   {RuleTableModel::Domain, 13},
        {RuleTableModel::Comment, 20},  {RuleTableModel::Priority, 10},
        {RuleTableModel::Processes, 12}};
    for (const auto& [column, letters] : widths) {
        header.resizeSection(column, letters * letter);
    }
    table_->setSortingEnabled(true);
    table_->sortByColumn(RuleTableModel::Number, Qt::AscendingOrder);
    table_->installEventFilter(this);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() != RuleTableModel::Number) {
            edit_->trigger();
        }
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RuleWindow::updateActions);
    connect(notice_, &EmptyNotice::buttonClicked, this, [this] {
        if (feed_.rules() && client_.link() == Link::Connected) {
            startNew();
        } else {
            feed_.ask();
        }
    });
}

void RuleWindow::buildActions() {
    connect(new_, &QAction::triggered, this, &RuleWindow::startNew);
    connect(edit_, &QAction::triggered, this, &RuleWindow::startEdit);
    connect(remove_, &QAction::triggered, this, &RuleWindow::removeRule);
}

void RuleWindow::buildLayout() {
    auto* about =
        new QLabel(tr("A rule marks each process that it matches, or keeps it from being marked."));
    about->setWordWrap(true);
    about->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(about, 1);
    row->addSpacing(16);
    for (QAction* action : {new_, edit_, remove_}) {
        row->addWidget(new ActionButton(action));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &RuleWindow::reject);

    auto* list = new QWidget;
    auto* inner = new QVBoxLayout(list);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addLayout(row);
    inner->addSpacing(10);
    inner->addWidget(messageBar_);
    inner->addWidget(table_, 1);
    inner->addSpacing(10);
    inner->addWidget(buttons);
    pages_->addWidget(list);
    pages_->addWidget(form_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(0);
    layout->addWidget(stateBar_);
    layout->addWidget(pages_, 1);
    setMinimumSize(560, 380);
}

// --- what is shown ---------------------------------------------------------

void RuleWindow::updateRules() {
    const std::optional<Rules>& rules = feed_.rules();
    if (rules && !feed_.isReading()) {
        model_.update(*rules);
        if (wanted_ != 0 && model_.rowOf(wanted_) >= 0) {
            select(std::exchange(wanted_, 0));
        }
    }
    updateNotice();
    updateActions();
    updateBar();
}

void RuleWindow::updateNotice() {
    const std::optional<ClientError>& error = feed_.error();
    if (model_.rowCount() > 0) {
        notice_->hide();
    } else if (client_.link() != Link::Connected) {
        notice_->showText(tr("The Samepage service is not there"),
                          tr("It keeps the rules. They are shown as soon as it answers."),
                          tr("Try again"));
    } else if (feed_.isReading()) {
        notice_->showText(tr("Reading the rules…"),
                          tr("As they name users and their programs, a password may be needed."),
                          {});
    } else if (error) {
        notice_->showText(tr("The rules are not shown"), errorSentence(*error), tr("Ask again"));
    } else {
        notice_->showText(
            tr("There are no rules yet"),
            tr("Marks are gone when a process exits. A rule marks a program again each time it "
               "starts.\nIt can also be about a unit, a control group or a user, or say what is "
               "never marked.\n\nMake one here, or select a process in the main window and choose "
               "“Mark this program always”."),
            tr("New rule…"));
    }
}

void RuleWindow::updateActions() {
    const bool there = client_.link() == Link::Connected && feed_.rules().has_value();
    const client::Rule* rule = current();
    new_->setEnabled(client_.link() == Link::Connected);
    // A newer service may have kinds that the form does not know.
    edit_->setEnabled(there && rule != nullptr && ruleKind(rule->kind));
    remove_->setEnabled(there && rule != nullptr);
    model_.setEditable(there);
}

void RuleWindow::updateBar() {
    const std::optional<ClientError>& error = feed_.error();
    const bool connected = client_.link() == Link::Connected;
    if (!connected && model_.rowCount() > 0) {
        stateBar_->showMessage({.tone = Tone::Warning,
                                .title = tr("The Samepage service is not there."),
                                .text = tr("The rules are as it last told, and cannot be changed "
                                           "until it answers."),
                                .dismissable = false});
    } else if (connected && error && model_.rowCount() > 0) {
        stateBar_->showMessage({.tone = Tone::Warning,
                                .title = tr("These may not be the newest."),
                                .text = errorSentence(*error),
                                .buttons = {{tr("Read again"), [this] { feed_.ask(); }}},
                                .dismissable = false,
                                .keepOpen = true});
    } else if (connected && !client_.rulesExplanation().isEmpty()) {
        stateBar_->showMessage({.tone = Tone::Warning,
                                .text = serviceText(client_.rulesExplanation().toStdString()),
                                .dismissable = false});
    } else {
        stateBar_->hide();
    }
}

// --- what is done ----------------------------------------------------------

const client::Rule* RuleWindow::current() const {
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &model_.rule(sorted_.mapToSource(rows.front()).row());
}

void RuleWindow::select(quint32 id) {
    if (const int row = model_.rowOf(id); row >= 0) {
        const QModelIndex index = sorted_.mapFromSource(model_.index(row, RuleTableModel::Value));
        table_->setCurrentIndex(index);
        table_->scrollTo(index);
    }
}

void RuleWindow::startNew() {
    edited_.reset();
    form_->startNew(selected_());
    messageBar_->dismiss();
    pages_->setCurrentWidget(form_);
}

void RuleWindow::startEdit() {
    if (const client::Rule* rule = current()) {
        edited_ = *rule;
        // Switched a moment ago; saving must not switch it back.
        edited_->enabled = model_.isOn(*rule);
        form_->startEdit(*edited_);
        messageBar_->dismiss();
        pages_->setCurrentWidget(form_);
    }
}

void RuleWindow::leaveForm() {
    pages_->setCurrentIndex(0);
    table_->setFocus(Qt::OtherFocusReason);
    if (form_->isTouched()) {
        messageBar_->showMessage(
            {.tone = Tone::Info,
             .text = tr("The rule was not saved."),
             .buttons = {{tr("Go on editing"), [this] { pages_->setCurrentWidget(form_); }}}});
    }
}

void RuleWindow::reject() {
    if (pages_->currentWidget() != form_) {
        QDialog::reject();
    } else if (!form_->isBusy()) {
        leaveForm();
    }
}

void RuleWindow::save(const client::NewRule& rule) {
    const auto finished = [this](const RuleEdits::Outcome& outcome) { saved(outcome); };
    if (edited_) {
        edits_.replace(*edited_, rule, finished);
    } else {
        edits_.add(rule, finished);
    }
}

void RuleWindow::saved(const RuleEdits::Outcome& outcome) {
    form_->setBusy(false);
    if (!outcome.done) {
        // Saving again goes on from what is left of the rule.
        if (edited_ && outcome.id == 0) {
            edited_.reset();
        } else if (edited_) {
            edited_->id = outcome.id;
        }
        form_->showFailure(outcome.sentence);
        return;
    }
    wanted_ = outcome.id;
    select(outcome.id);
    pages_->setCurrentIndex(0);
    table_->setFocus(Qt::OtherFocusReason);
    if (!outcome.sentence.isEmpty()) {
        showFailure(outcome.sentence);
    }
}

void RuleWindow::switchRule(quint32 id, bool enabled) {
    model_.expect(id, enabled);
    edits_.setEnabled(id, enabled, [this, id, enabled](const RuleEdits::Outcome& outcome) {
        if (!outcome.done) {
            model_.settle(id);
            showFailure(outcome.sentence);
        } else if (enabled) {
            messageBar_->dismiss();
        } else {
            messageBar_->showMessage(
                {.tone = Tone::Info,
                 .text = tr("Rule %1 is off. What it marked stays marked.").arg(id)});
        }
    });
}

void RuleWindow::removeRule() {
    const client::Rule* rule = current();
    if (rule == nullptr) {
        return;
    }
    edits_.remove(rule->id, [this, gone = *rule](const RuleEdits::Outcome& outcome) {
        if (!outcome.done) {
            showFailure(outcome.sentence);
            return;
        }
        messageBar_->showMessage(
            {.tone = Tone::Info,
             .text = tr("The rule about %1 is removed. What it marked stays marked.")
                         .arg(ruleValueText(gone)),
             .buttons = {{tr("Undo"), [this, gone] { bringBack(gone); }}}});
    });
}

void RuleWindow::bringBack(const client::Rule& rule) {
    edits_.add(client::sameAgain(rule), [this, rule](const RuleEdits::Outcome& outcome) {
        if (outcome.done) {
            wanted_ = outcome.id;
            select(outcome.id);
            return;
        }
        messageBar_->showMessage(
            {.tone = Tone::Error,
             .text = outcome.sentence,
             .buttons = {{tr("Try again"), [this, rule] { bringBack(rule); }}}});
    });
}

void RuleWindow::showFailure(const QString& sentence) {
    messageBar_->showMessage({.tone = Tone::Error, .text = sentence});
}

// --- the window itself -----------------------------------------------------

void RuleWindow::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    feed_.setActive(true);
}

void RuleWindow::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    feed_.setActive(false);
    saveSettings();
}

// A form is still there when the window is opened again.
void RuleWindow::closeEvent(QCloseEvent* event) {
    hide();
    event->accept();
}

bool RuleWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            edit_->trigger();
            return true;
        }
        // Wherever in the row the cursor is.
        const QModelIndex index = table_->currentIndex().siblingAtColumn(RuleTableModel::Number);
        if (key == Qt::Key_Space && index.isValid()) {
            const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            sorted_.setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void RuleWindow::saveSettings() {
    settings_.setValue(geometryKey, saveGeometry());
    settings_.setValue(columnsKey, table_->horizontalHeader()->saveState());
}

void RuleWindow::restoreSettings() {
    restoreGeometry(settings_.value(geometryKey).toByteArray());
    table_->horizontalHeader()->restoreState(settings_.value(columnsKey).toByteArray());
}

} // namespace samepage::gui
