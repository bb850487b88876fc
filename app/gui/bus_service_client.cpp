// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/bus_service_client.h"

#include <QDeadlineTimer>

#include <chrono>
#include <utility>

namespace samepage::gui {
namespace {

// Time enough for a call that only has to reach the bus.
constexpr std::chrono::milliseconds endLimit{700};

} // namespace

BusServiceClient::BusServiceClient(const QString& host, QObject* parent)
    : ServiceClient(host, parent)
    , thread_(new QThread)
    , connection_(new BusConnection(
          host.isEmpty()
              ? client::Place{}
              : client::Place{.kind = client::Place::Kind::Host, .name = host.toStdString()})) {
    thread_->setObjectName(QStringLiteral("samepage-bus"));
    connection_->moveToThread(thread_);
    connect(thread_, &QThread::finished, connection_, &QObject::deleteLater);

    connect(this, &BusServiceClient::posted, connection_,
            [](const std::function<void()>& call) { call(); });
    connect(connection_, &BusConnection::linkChanged, this, [this](Link link) { setLink(link); });
    connect(connection_, &BusConnection::hostUnreachable, this,
            [this](const QString& why) { setLink(Link::HostUnreachable, why); });
    connect(connection_, &BusConnection::statusChanged, this, &BusServiceClient::setStatus);
    connect(connection_, &BusConnection::countersChanged, this, &ServiceClient::countersChanged);
    connect(connection_, &BusConnection::markChanged, this, &ServiceClient::markChanged);
    connect(connection_, &BusConnection::rulesChanged, this, &ServiceClient::rulesChanged);
    connect(connection_, &BusConnection::rulesExplanationChanged, this,
            &BusServiceClient::setRulesExplanation);
    connect(connection_, &BusConnection::tunablesChanged, this, &ServiceClient::tunablesChanged);
    connect(connection_, &BusConnection::progressed, this, &ServiceClient::progressed);
    connect(connection_, &BusConnection::replied, this, &BusServiceClient::finish);

    thread_->start();
    reconnect();
}

BusServiceClient::~BusServiceClient() {
    thread_->quit();
    if (thread_->wait(QDeadlineTimer(endLimit))) {
        delete thread_;
    }
    // Else it waits for a bus or for ssh, which may take minutes. Nobody who closes
    // a window does: the thread ends with that, or with the process. It has nothing
    // of this object.
}

void BusServiceClient::setQuiet(bool quiet) {
    emit posted([connection = connection_, quiet] { connection->setQuiet(quiet); });
}

void BusServiceClient::reconnect() {
    emit posted([connection = connection_] { connection->open(); });
}

RequestId BusServiceClient::waitFor(AnswerHandler handler) {
    waiting_.emplace(++lastId_, std::move(handler));
    return lastId_;
}

template <typename Result>
RequestId BusServiceClient::waitFor(Answered<Result> answered) {
    return waitFor(AnswerHandler([answered = std::move(answered)](const Answer& answer) {
        Reply<Result> reply{.result = std::nullopt, .error = answer.error};
        if (!answer.error) {
            reply.result = std::get<Result>(answer.value);
        }
        answered(reply);
    }));
}

void BusServiceClient::run(Command command, Done done) {
    const RequestId id = waitFor(
        AnswerHandler([done = std::move(done)](const Answer& answer) { done(answer.error); }));
    emit posted([connection = connection_, id, command] { connection->run(id, command); });
}

void BusServiceClient::mark(const ProcessKey& process, bool marked, Done done) {
    const RequestId id = waitFor(
        AnswerHandler([done = std::move(done)](const Answer& answer) { done(answer.error); }));
    emit posted(
        [connection = connection_, id, process, marked] { connection->mark(id, process, marked); });
}

void BusServiceClient::list(const ListQuery& query, Prompt prompt, Answered<Rows> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted(
        [connection = connection_, id, query, prompt] { connection->list(id, query, prompt); });
}

void BusServiceClient::history(const HistoryQuery& query, Answered<Points> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, query] { connection->history(id, query); });
}

void BusServiceClient::events(quint64 from, quint64 to, quint32 max, Answered<Events> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted(
        [connection = connection_, id, from, to, max] { connection->events(id, from, to, max); });
}

void BusServiceClient::estimate(const EstimateQuery& query, Prompt prompt,
                                Answered<client::Estimate> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted(
        [connection = connection_, id, query, prompt] { connection->estimate(id, query, prompt); });
}

void BusServiceClient::explain(const ProcessKey& process, Prompt prompt,
                               Answered<client::Explanation> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, process, prompt] {
        connection->explain(id, process, prompt);
    });
}

void BusServiceClient::mergeNow(const ProcessKey& process, Answered<quint64> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, process] { connection->mergeNow(id, process); });
}

void BusServiceClient::cancel(const ProcessKey& process) {
    emit posted([connection = connection_, process] { connection->cancel(process); });
}

void BusServiceClient::addRule(const client::NewRule& rule, Answered<quint32> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, rule] { connection->addRule(id, rule); });
}

void BusServiceClient::listRules(Prompt prompt, Answered<Rules> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, prompt] { connection->listRules(id, prompt); });
}

void BusServiceClient::setRuleEnabled(quint32 rule, bool enabled, Done done) {
    const RequestId id = waitFor(
        AnswerHandler([done = std::move(done)](const Answer& answer) { done(answer.error); }));
    emit posted([connection = connection_, id, rule, enabled] {
        connection->setRuleEnabled(id, rule, enabled);
    });
}

void BusServiceClient::removeRule(quint32 rule, Done done) {
    const RequestId id = waitFor(
        AnswerHandler([done = std::move(done)](const Answer& answer) { done(answer.error); }));
    emit posted([connection = connection_, id, rule] { connection->removeRule(id, rule); });
}

void BusServiceClient::settings(SettingsOf set, Answered<client::Settings> answered) {
    const RequestId id = waitFor(std::move(answered));
    emit posted([connection = connection_, id, set] { connection->settings(id, set); });
}

void BusServiceClient::changeSettings(SettingsOf set, const client::Settings& changes, Done done) {
    const RequestId id = waitFor(
        AnswerHandler([done = std::move(done)](const Answer& answer) { done(answer.error); }));
    emit posted([connection = connection_, id, set, changes] {
        connection->changeSettings(id, set, changes);
    });
}

void BusServiceClient::finish(RequestId id, const Answer& answer) {
    if (const auto node = waiting_.extract(id); !node.empty()) {
        node.mapped()(answer);
    }
}

} // namespace samepage::gui
