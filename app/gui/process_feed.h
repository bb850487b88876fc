// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps asking the service for the list of processes.
#pragma once

#include "gui/service_client.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace samepage::gui {

enum class Scope { Mine, AllUsers, Marked, WorthMarking };

class ProcessFeed : public QObject {
    Q_OBJECT

public:
    // `client` must outlive this.
    explicit ProcessFeed(ServiceClient& client, QObject* parent = nullptr);

    // Another scope; AllUsers may ask for a password. While that is undecided,
    // the earlier scope goes on.
    void setScope(Scope scope);
    [[nodiscard]] Scope scope() const { return scope_; }
    // Waiting for the password.
    [[nodiscard]] bool isAsking() const { return asking_; }
    // Do Marked and WorthMarking hold everybody's processes, or only one's own?
    [[nodiscard]] bool othersToo() const { return othersToo_; }

    // Asks only while somebody looks.
    void setActive(bool active);
    // Paused, it asks only when told to: by refresh(), or for another scope.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return paused_; }
    // Asks now.
    void refresh();

signals:
    void listed(const std::vector<samepage::client::ProcessRow>& rows, samepage::gui::Scope scope);
    // The scope has become another one than was wished for.
    void scopeChanged(samepage::gui::Scope scope);
    void askingChanged();
    // The user did not get to see the other users' processes. `expired`: did
    // once, not any more.
    void denied(const samepage::client::ClientError& error, bool expired);
    // The list could not be had, and the connection is not what is at fault.
    void failed(const samepage::client::ClientError& error);

private:
    void ask(Scope scope, Prompt prompt, bool allUsers);
    void take(quint64 number, Scope scope, Prompt prompt, bool allUsers, const Reply<Rows>& reply);
    void schedule();

    ServiceClient& client_;
    QTimer timer_;
    Scope scope_ = Scope::Mine;
    bool active_ = false;
    bool asking_ = false;
    bool paused_ = false;
    bool othersToo_ = false;
    bool failing_ = false;
    QElapsedTimer sinceAsked_;
    std::chrono::milliseconds pause_;
    // Only the answer to the latest question counts.
    quint64 number_ = 0;
};

} // namespace samepage::gui
