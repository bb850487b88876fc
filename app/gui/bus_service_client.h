// SPDX-License-Identifier: GPL-2.0-or-later
// The service on the system bus.
#pragma once

#include "gui/bus_connection.h"

#include <QThread>

#include <unordered_map>

namespace samepage::gui {

class BusServiceClient final : public ServiceClient {
    Q_OBJECT

public:
    // Starts connecting at once.
    explicit BusServiceClient(QObject* parent = nullptr);
    ~BusServiceClient() override;

    void run(Command command, Done done) override;
    void mark(const ProcessKey& process, bool marked, Done done) override;
    void list(const ListQuery& query, Prompt prompt, Listed listed) override;
    void history(const HistoryQuery& query, HistoryRead read) override;
    void events(quint64 from, quint64 to, quint32 max, EventsRead read) override;
    void reconnect() override;

signals:
    // Internal: to the connection's thread.
    void posted(const std::function<void()>& call);

private:
    void finish(RequestId id, const std::optional<ClientError>& error);
    void finishList(RequestId id, const ListReply& reply);
    void finishHistory(RequestId id, const HistoryReply& reply);
    void finishEvents(RequestId id, const EventsReply& reply);

    QThread thread_;
    BusConnection* connection_; // lives on thread_, which deletes it when it ends
    RequestId lastId_ = 0;
    std::unordered_map<RequestId, Done> waiting_;
    std::unordered_map<RequestId, Listed> waitingForList_;
    std::unordered_map<RequestId, HistoryRead> waitingForHistory_;
    std::unordered_map<RequestId, EventsRead> waitingForEvents_;
};

} // namespace samepage::gui
