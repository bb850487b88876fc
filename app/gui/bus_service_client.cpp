// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/bus_service_client.h"

#include <utility>

namespace samepage::gui {

BusServiceClient::BusServiceClient(QObject* parent)
    : ServiceClient(parent)
    , connection_(new BusConnection) {
    thread_.setObjectName(QStringLiteral("samepage-bus"));
    connection_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, connection_, &QObject::deleteLater);

    connect(this, &BusServiceClient::posted, connection_,
            [](const std::function<void()>& call) { call(); });
    connect(connection_, &BusConnection::linkChanged, this, &BusServiceClient::setLink);
    connect(connection_, &BusConnection::statusChanged, this, &BusServiceClient::setStatus);
    connect(connection_, &BusConnection::countersChanged, this, &ServiceClient::countersChanged);
    connect(connection_, &BusConnection::markChanged, this, &ServiceClient::markChanged);
    connect(connection_, &BusConnection::replied, this, &BusServiceClient::finish);
    connect(connection_, &BusConnection::listReplied, this, &BusServiceClient::finishList);
    connect(connection_, &BusConnection::historyReplied, this, &BusServiceClient::finishHistory);
    connect(connection_, &BusConnection::eventsReplied, this, &BusServiceClient::finishEvents);

    thread_.start();
    reconnect();
}

BusServiceClient::~BusServiceClient() {
    thread_.quit();
    thread_.wait();
}

void BusServiceClient::reconnect() {
    emit posted([connection = connection_] { connection->open(); });
}

void BusServiceClient::run(Command command, Done done) {
    const RequestId id = ++lastId_;
    waiting_.emplace(id, std::move(done));
    emit posted([connection = connection_, id, command] { connection->run(id, command); });
}

void BusServiceClient::mark(const ProcessKey& process, bool marked, Done done) {
    const RequestId id = ++lastId_;
    waiting_.emplace(id, std::move(done));
    emit posted(
        [connection = connection_, id, process, marked] { connection->mark(id, process, marked); });
}

void BusServiceClient::list(const ListQuery& query, Prompt prompt, Listed listed) {
    const RequestId id = ++lastId_;
    waitingForList_.emplace(id, std::move(listed));
    emit posted(
        [connection = connection_, id, query, prompt] { connection->list(id, query, prompt); });
}

void BusServiceClient::history(const HistoryQuery& query, HistoryRead read) {
    const RequestId id = ++lastId_;
    waitingForHistory_.emplace(id, std::move(read));
    emit posted([connection = connection_, id, query] { connection->history(id, query); });
}

void BusServiceClient::events(quint64 from, quint64 to, quint32 max, EventsRead read) {
    const RequestId id = ++lastId_;
    waitingForEvents_.emplace(id, std::move(read));
    emit posted(
        [connection = connection_, id, from, to, max] { connection->events(id, from, to, max); });
}

void BusServiceClient::finish(RequestId id, const std::optional<ClientError>& error) {
    if (const auto node = waiting_.extract(id); !node.empty()) {
        node.mapped()(error);
    }
}

void BusServiceClient::finishList(RequestId id, const ListReply& reply) {
    if (const auto node = waitingForList_.extract(id); !node.empty()) {
        node.mapped()(reply);
    }
}

void BusServiceClient::finishHistory(RequestId id, const HistoryReply& reply) {
    if (const auto node = waitingForHistory_.extract(id); !node.empty()) {
        node.mapped()(reply);
    }
}

void BusServiceClient::finishEvents(RequestId id, const EventsReply& reply) {
    if (const auto node = waitingForEvents_.extract(id); !node.empty()) {
        node.mapped()(reply);
    }
}

} // namespace samepage::gui
