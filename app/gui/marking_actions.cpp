// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/marking_actions.h"

#include "gui/actions.h"
#include "gui/error_text.h"
#include "gui/message_bar.h"

#include <QAction>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace samepage::gui {
MarkingActions::MarkingActions(ServiceClient& client, ProcessModel& model, Actions& actions,
                               MessageBar& messages, QObject* parent)
    : QObject(parent)
    , client_(client)
    , model_(model)
    , actions_(actions)
    , messages_(messages)
    , marking_(client, model) {
    connect(actions_.mark, &QAction::triggered, this, [this] { start(true); });
    connect(actions_.unmark, &QAction::triggered, this, [this] { start(false); });
    connect(actions_.undo, &QAction::triggered, this, &MarkingActions::undo);
    connect(actions_.redo, &QAction::triggered, this, &MarkingActions::redo);
    connect(actions_.alwaysMark, &QAction::triggered, this, &MarkingActions::confirmRule);
    connect(&marking_, &Marking::finished, this, &MarkingActions::report);
    connect(&client_, &ServiceClient::linkChanged, this, &MarkingActions::updateActions);
    connect(&client_, &ServiceClient::statusChanged, this, &MarkingActions::updateActions);
    updateActions();
}

void MarkingActions::setSelected(const std::vector<ProcessRow>& selected) {
    selected_ = selected;
    updateActions();
}

void MarkingActions::updateActions() {
    const bool canMark = client_.link() == Link::Connected && client::canMark(client_.status());
    actions_.mark->setEnabled(canMark && std::ranges::any_of(selected_, client::isYetToMark));
    actions_.unmark->setEnabled(canMark && std::ranges::any_of(selected_, &ProcessRow::marked));
    actions_.alwaysMark->setEnabled(canMark && !commonProgram().empty());

    const auto show = [&](QAction& action, const std::vector<Marking::Change>& changes,
                          const QString& plain, const QString& mark, const QString& unmark) {
        const std::size_t count = changes.size();
        action.setEnabled(canMark && count > 0 && !marking_.isBusy());
        action.setText(count == 0               ? plain
                       : changes.front().marked ? mark.arg(count)
                                                : unmark.arg(count));
    };
    show(*actions_.undo, marking_.undoable(), tr("Un&do"), tr("Un&do marking (%1)"),
         tr("Un&do unmarking (%1)"));
    show(*actions_.redo, marking_.redoable(), tr("Red&o"), tr("Red&o marking (%1)"),
         tr("Red&o unmarking (%1)"));
}

void MarkingActions::start(bool marked) {
    std::vector<ProcessKey> keys;
    keys.reserve(selected_.size());
    for (const ProcessRow& process : selected_) {
        keys.push_back(process.key);
    }
    if (marking_.start(keys, marked) > 0) {
        messages_.dismiss();
        updateActions();
    }
}

void MarkingActions::undo() {
    if (marking_.undo() > 0) {
        messages_.dismiss();
    } else {
        messages_.showMessage({.tone = Tone::Info,
                               .text = tr("There is nothing to undo any more: the processes were "
                                          "changed since.")});
    }
    updateActions();
}

void MarkingActions::redo() {
    if (marking_.redo() > 0) {
        messages_.dismiss();
    } else {
        messages_.showMessage({.tone = Tone::Info,
                               .text = tr("There is nothing to redo any more: the processes were "
                                          "changed since.")});
    }
    updateActions();
}

void MarkingActions::report(int total, int failed, bool marked,
                            const std::optional<ClientError>& error) {
    if (error) {
        QString what;
        if (total == 1) {
            what = marked ? tr("The process was not marked.") : tr("The process was not unmarked.");
        } else {
            what = (marked ? tr("%1 of %2 processes were not marked.")
                           : tr("%1 of %2 processes were not unmarked."))
                       .arg(failed)
                       .arg(total);
        }
        messages_.showMessage({.tone = Tone::Error, .text = withReason(what, *error)});
    }
    updateActions();
    emit finished();
}

std::string MarkingActions::commonProgram() const {
    std::string program;
    for (const ProcessRow& row : selected_) {
        if (row.exe.empty() || (!program.empty() && row.exe != program)) {
            return {};
        }
        program = row.exe;
    }
    return program;
}

void MarkingActions::confirmRule() {
    const std::string program = commonProgram();
    if (program.empty()) {
        return;
    }
    const QString path = QString::fromStdString(program);
    messages_.showMessage(
        {.tone = Tone::Info,
         .title = tr("Always mark %1?").arg(QFileInfo(path).fileName()),
         .text = tr("Every process that runs %1 is marked, now and whenever one starts, whoever "
                    "it belongs to.")
                     .arg(path),
         .buttons = {{tr("Add rule"), [this, program] { addRule(program); }}}});
}

void MarkingActions::addRule(const std::string& program) {
    client_.addRule({.value = program}, [self = QPointer<MarkingActions>(this),
                                         program](const Reply<quint32>& reply) {
        if (!self) {
            return;
        }
        if (reply.error) {
            self->messages_.showMessage(
                {.tone = Tone::Error,
                 .text = withReason(tr("The rule was not added."), *reply.error)});
            return;
        }
        self->messages_.showMessage({.tone = Tone::Good,
                                     .text = tr("Rule %1 always marks %2 from now on.")
                                                 .arg(*reply.result)
                                                 .arg(QString::fromStdString(program)),
                                     .buttons = {{tr("Show the rules"), [self] {
                                                      if (self) {
                                                          self->actions_.rules->trigger();
                                                      }
                                                  }}}});
        emit self->finished();
    });
}

} // namespace samepage::gui
