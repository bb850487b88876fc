// SPDX-License-Identifier: GPL-2.0-or-later
// The rules as the service has them, read again when they change, and how many
// processes each has marked.
#pragma once

#include "gui/service_client.h"

#include <QHash>
#include <QTimer>

#include <optional>

namespace samepage::gui {

class RuleFeed : public QObject {
    Q_OBJECT

public:
    // `client` must outlive this.
    explicit RuleFeed(ServiceClient& client, QObject* parent = nullptr);

    // Reads only while active; the first time it may ask for a password, because
    // somebody has just opened the window.
    void setActive(bool active);
    // Reads now. Somebody clicked: a password may be asked for.
    void ask();

    // Empty until they were read.
    [[nodiscard]] const std::optional<Rules>& rules() const { return rules_; }
    [[nodiscard]] const client::Rule* find(quint32 id) const;
    // Of all users; empty while they are not known.
    [[nodiscard]] std::optional<int> processesOf(quint32 id) const;
    [[nodiscard]] bool isReading() const { return reading_; }
    // Why the rules are not there, or may not be the newest.
    [[nodiscard]] const std::optional<ClientError>& error() const { return error_; }

signals:
    void changed();
    void countsChanged();

private:
    void read(Prompt prompt);
    void take(const Reply<Rules>& reply);
    void count();
    void takeCounts(const Reply<Rows>& reply);

    ServiceClient& client_;
    QTimer countTimer_;
    std::optional<Rules> rules_;
    std::optional<QHash<quint32, int>> counts_;
    std::optional<ClientError> error_;
    quint64 number_ = 0; // of the last question; older answers are not listened to
    bool active_ = false;
    bool reading_ = false;
    bool asked_ = false; // for a password, once
    bool counting_ = false;
};

} // namespace samepage::gui
