// SPDX-License-Identifier: GPL-2.0-or-later
// Changes of rules, with what came of them in words. The service only adds and
// removes: what is edited here is added and removed there, in the order that
// loses nothing.
#pragma once

#include "gui/service_client.h"

#include <functional>

namespace samepage::gui {

class RuleEdits : public QObject {
    Q_OBJECT

public:
    struct Outcome {
        bool done = false;  // the service has what was asked for
        QString sentence{}; // what went wrong, also with some of what is done
        // Of add() and replace(): the number that the rule has now, also where
        // nothing was changed; 0: it is not there.
        quint32 id = 0;
    };
    using Finished = std::function<void(const Outcome& outcome)>;

    // `client` must outlive this.
    explicit RuleEdits(ServiceClient& client, QObject* parent = nullptr);

    // `finished` is called once, unless this is gone before.
    void add(const client::NewRule& rule, Finished finished);
    void replace(const client::Rule& old, const client::NewRule& wanted, Finished finished);
    void setEnabled(quint32 id, bool enabled, Finished finished);
    void remove(quint32 id, Finished finished);

private:
    void addFirst(const client::Rule& old, const client::NewRule& wanted, Finished finished);
    void removeFirst(const client::Rule& old, const client::NewRule& wanted, Finished finished);
    void putBack(const client::Rule& old, const ClientError& why, Finished finished);

    ServiceClient& client_;
};

} // namespace samepage::gui
