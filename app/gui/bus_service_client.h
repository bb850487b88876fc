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
    // Starts connecting at once. `host`: as ssh knows it; empty: this machine.
    explicit BusServiceClient(const QString& host = {}, QObject* parent = nullptr);
    ~BusServiceClient() override;

    void run(Command command, Done done) override;
    void mark(const ProcessKey& process, bool marked, Done done) override;
    void list(const ListQuery& query, Prompt prompt, Answered<Rows> answered) override;
    void history(const HistoryQuery& query, Answered<Points> answered) override;
    void events(quint64 from, quint64 to, quint32 max, Answered<Events> answered) override;
    void estimate(const EstimateQuery& query, Prompt prompt,
                  Answered<client::Estimate> answered) override;
    void explain(const ProcessKey& process, Prompt prompt,
                 Answered<client::Explanation> answered) override;
    void mergeNow(const ProcessKey& process, Answered<quint64> answered) override;
    void cancel(const ProcessKey& process) override;
    void addRule(const client::NewRule& rule, Answered<quint32> answered) override;
    void listRules(Prompt prompt, Answered<Rules> answered) override;
    void setRuleEnabled(quint32 id, bool enabled, Done done) override;
    void removeRule(quint32 id, Done done) override;
    void settings(SettingsOf set, Answered<client::Settings> answered) override;
    void changeSettings(SettingsOf set, const client::Settings& changes, Done done) override;
    void reconnect() override;
    void setQuiet(bool quiet) override;

signals:
    // Internal: to the connection's thread.
    void posted(const std::function<void()>& call);

private:
    using AnswerHandler = std::function<void(const Answer&)>;

    [[nodiscard]] RequestId waitFor(AnswerHandler handler);
    template <typename Result>
    [[nodiscard]] RequestId waitFor(Answered<Result> answered);
    void finish(RequestId id, const Answer& answer);

    QThread* thread_;
    BusConnection* connection_; // lives on *thread_, which deletes it when it ends
    RequestId lastId_ = 0;
    std::unordered_map<RequestId, AnswerHandler> waiting_;
};

} // namespace samepage::gui
