// SPDX-License-Identifier: GPL-2.0-or-later
// Mark, unmark, undo and "always" as the user meets them: the actions, what they
// apply to, and what is said afterwards.
#pragma once

#include "gui/marking.h"

#include <QObject>

#include <vector>

namespace samepage::gui {

class Actions;
class MessageBar;

class MarkingActions : public QObject {
    Q_OBJECT

public:
    // All must outlive this.
    MarkingActions(ServiceClient& client, ProcessModel& model, Actions& actions,
                   MessageBar& messages, QObject* parent = nullptr);

    // To be called when the selection, or what is in it, has changed.
    void setSelected(const std::vector<ProcessRow>& selected);

signals:
    // The queue is done: the list may look different now.
    void finished();

private:
    void start(bool marked);
    void undo();
    void redo();
    void report(int total, int failed, bool marked, const std::optional<ClientError>& error);
    void confirmRule();
    void addRule(const std::string& program);
    void updateActions();
    // The program that all of the selection run; empty if there is none.
    [[nodiscard]] std::string commonProgram() const;

    ServiceClient& client_;
    ProcessModel& model_;
    Actions& actions_;
    MessageBar& messages_;
    Marking marking_;
    std::vector<ProcessRow> selected_;
};

} // namespace samepage::gui
