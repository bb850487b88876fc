// SPDX-License-Identifier: GPL-2.0-or-later
// The connection to the system bus. Lives on a thread of its own, because
// connecting and subscribing to signals may block.
#pragma once

#include "client/place.h"
#include "gui/bus_watch.h"
#include "gui/service_client.h"
#include "gui/service_proxy.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <unordered_set>
#include <variant>

namespace samepage::gui {

using RequestId = quint64;

// What came back. Without an error, the value that the request is for.
struct Answer {
    std::variant<std::monostate, Rows, Points, Events, client::Estimate, client::Explanation,
                 client::Settings, quint64, quint32, Rules>
        value{};
    std::optional<ClientError> error{};
};

// Every public method is to be called on the object's own thread; every request
// is answered by exactly one replied(), also when the bus or the service goes
// away.
class BusConnection : public QObject {
    Q_OBJECT

public:
    explicit BusConnection(client::Place place, QObject* parent = nullptr);
    ~BusConnection() override;

    // Connects, and from then on comes back by itself. Also: try again now.
    void open();
    // Drops everything; pending requests fail with BusGone.
    void close();
    // As ServiceClient has it.
    void setQuiet(bool quiet);

    void run(samepage::gui::RequestId id, Command command);
    void mark(samepage::gui::RequestId id, const ProcessKey& process, bool marked);
    void list(samepage::gui::RequestId id, const ListQuery& query, Prompt prompt);
    void history(samepage::gui::RequestId id, const HistoryQuery& query);
    void events(samepage::gui::RequestId id, quint64 from, quint64 to, quint32 max);
    void estimate(samepage::gui::RequestId id, const EstimateQuery& query, Prompt prompt);
    void explain(samepage::gui::RequestId id, const ProcessKey& process, Prompt prompt);
    void mergeNow(samepage::gui::RequestId id, const ProcessKey& process);
    void addRule(samepage::gui::RequestId id, const client::NewRule& rule);
    void listRules(samepage::gui::RequestId id, Prompt prompt);
    void setRuleEnabled(samepage::gui::RequestId id, quint32 rule, bool enabled);
    void removeRule(samepage::gui::RequestId id, quint32 rule);
    void settings(samepage::gui::RequestId id, SettingsOf set);
    void changeSettings(samepage::gui::RequestId id, SettingsOf set,
                        const client::Settings& changes);
    // Not a request: nothing comes back.
    void cancel(const ProcessKey& process);

signals:
    void linkChanged(samepage::gui::Link link);
    // Instead of linkChanged(Link::HostUnreachable). `why`: a sentence.
    void hostUnreachable(const QString& why);
    void statusChanged(const samepage::client::EngineStatus& status);
    void countersChanged(quint64 usec, const samepage::client::Counters& counters);
    void markChanged(const samepage::client::ProcessKey& process, bool marked);
    void rulesChanged();
    void rulesExplanationChanged(const QString& sentence);
    void tunablesChanged(const samepage::client::Settings& changed);
    void progressed(samepage::gui::LongCall call, const samepage::client::ProcessKey& process,
                    quint64 donePages, quint64 totalPages);
    void replied(samepage::gui::RequestId id, const samepage::gui::Answer& answer);

private:
    // `reader` makes the value of the answer out of a reply; it may throw MalformedReply.
    template <typename Reader, typename... Args>
    void call(RequestId id, const char* interface, const char* method, Prompt prompt,
              std::chrono::microseconds limit, Reader reader, const Args&... args);
    void fail(RequestId id, const ClientError& error);

    void connectToBus(); // throws sdbus::Error, client::NoConnection
    void busLost(const std::string& reason);
    void teardown(const ClientError& reason);

    void attach(); // asks the service for its state, which starts it
    void subscribe();
    void callAndForget(const char* method);
    void fetchCounters();
    void fetchRulesExplanation();
    void takeRulesExplanation(const ServiceProxy::Properties& properties);
    void ownerChanged(const std::string& newOwner);
    void attachFailed(const sdbus::Error& error);
    void retryLater();

    client::Place place_;
    // Somebody was there under that name: worth trying again without being told.
    bool wasThere_ = false;
    std::unique_ptr<sdbus::IConnection> connection_;
    std::unique_ptr<ServiceProxy> proxy_;
    std::unique_ptr<BusWatch> watch_;
    QTimer retryTimer_;
    QTimer quietTimer_;
    bool quiet_ = false;
    bool attached_ = false; // the service is there
    bool asleep_ = false;   // it has ended, and nobody misses it
    std::chrono::milliseconds retryDelay_;
    std::unordered_set<RequestId> pending_;
    EngineStatus status_;
    // Answers to questions of an earlier attach() are not listened to.
    quint64 attachNumber_ = 0;
};

} // namespace samepage::gui
