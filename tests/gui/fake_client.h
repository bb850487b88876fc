// SPDX-License-Identifier: GPL-2.0-or-later
// A service that does what a test tells it, when the test tells it.
#pragma once

#include "gui/service_client.h"

#include <deque>
#include <string>
#include <vector>

namespace samepage::gui {

class FakeClient : public ServiceClient {
    Q_OBJECT

public:
    struct CommandCall {
        Command command;
        Done done;
    };
    struct MarkCall {
        ProcessKey process;
        bool marked;
        Done done;
    };
    struct ListCall {
        ListQuery query;
        Prompt prompt;
        Answered<Rows> answered;
    };
    struct HistoryCall {
        HistoryQuery query;
        Answered<Points> answered;
    };
    struct EventsCall {
        quint64 from;
        quint64 to;
        quint32 max;
        Answered<Events> answered;
    };
    struct EstimateCall {
        std::vector<ProcessKey> processes;
        quint32 oneIn;
        Prompt prompt;
        Answered<client::Estimate> answered;
    };
    struct ExplainCall {
        ProcessKey process;
        Prompt prompt;
        Answered<client::Explanation> answered;
    };
    struct MergeCall {
        ProcessKey process;
        Answered<quint64> answered;
    };
    struct RuleCall {
        client::NewRule rule;
        Answered<quint32> answered;
    };

    struct RuleListCall {
        Prompt prompt;
        Answered<Rules> answered;
    };
    struct RuleChangeCall {
        quint32 id;
        std::optional<bool> enabled; // empty: it is removed
        Done done;
    };
    struct SettingsCall {
        SettingsOf set;
        Answered<client::Settings> answered;
    };
    struct ChangeCall {
        SettingsOf set;
        client::Settings changes;
        Done done;
    };

    using ServiceClient::ServiceClient;
    // As the contract says: whoever still waits is not called any more.
    ~FakeClient() override = default;

    void run(Command command, Done done) override {
        commands.push_back({command, std::move(done)});
    }
    void mark(const ProcessKey& process, bool marked, Done done) override {
        marks.push_back({process, marked, std::move(done)});
    }
    void list(const ListQuery& query, Prompt prompt, Answered<Rows> answered) override {
        lists.push_back({query, prompt, std::move(answered)});
    }
    void history(const HistoryQuery& query, Answered<Points> answered) override {
        histories.push_back({query, std::move(answered)});
    }
    void events(quint64 from, quint64 to, quint32 max, Answered<Events> answered) override {
        eventCalls.push_back({from, to, max, std::move(answered)});
    }
    void estimate(const EstimateQuery& query, Prompt prompt,
                  Answered<client::Estimate> answered) override {
        estimates.push_back({query.processes, query.oneIn, prompt, std::move(answered)});
    }
    void explain(const ProcessKey& process, Prompt prompt,
                 Answered<client::Explanation> answered) override {
        explains.push_back({process, prompt, std::move(answered)});
    }
    void mergeNow(const ProcessKey& process, Answered<quint64> answered) override {
        merges.push_back({process, std::move(answered)});
    }
    void cancel(const ProcessKey& process) override { cancels.push_back(process); }
    void addRule(const client::NewRule& rule, Answered<quint32> answered) override {
        rules.push_back({rule, std::move(answered)});
    }
    void listRules(Prompt prompt, Answered<Rules> answered) override {
        ruleLists.push_back({prompt, std::move(answered)});
    }
    void setRuleEnabled(quint32 id, bool enabled, Done done) override {
        ruleChanges.push_back({id, enabled, std::move(done)});
    }
    void removeRule(quint32 id, Done done) override {
        ruleChanges.push_back({id, std::nullopt, std::move(done)});
    }
    void settings(SettingsOf set, Answered<client::Settings> answered) override {
        settingsCalls.push_back({set, std::move(answered)});
    }
    void changeSettings(SettingsOf set, const client::Settings& changes, Done done) override {
        changeCalls.push_back({set, changes, std::move(done)});
    }
    void reconnect() override { ++reconnects; }
    void setQuiet(bool wanted) override { quiet = wanted; }

    // The service appears, and is well.
    void appear() {
        setStatus({.backend = client::Backend::Module,
                   .state = client::EngineState::Paused,
                   .problem = client::Problem::None,
                   .version = "0.1.0",
                   .moduleVersion = "0.1.0"});
        setLink(Link::Connected);
    }
    void changeStatus(const EngineStatus& status) { setStatus(status); }
    void changeLink(Link link, const QString& unreachable = {}) { setLink(link, unreachable); }
    void explainRules(const QString& sentence) { setRulesExplanation(sentence); }

    // All of these answer the oldest open call of its kind.
    template <typename Call, typename Result>
    static void answer(std::deque<Call>& calls, const Result& result) {
        take(calls).answered({.result = result, .error = std::nullopt});
    }
    template <typename Call>
    static void refuse(std::deque<Call>& calls, client::ErrorKind kind,
                       const std::string& message = {}) {
        take(calls).answered({.result = std::nullopt, .error = error(kind, message)});
    }
    void answerList(std::vector<ProcessRow> rows) {
        answer(lists, Rows(std::make_shared<std::vector<ProcessRow>>(std::move(rows))));
    }
    void refuseList(client::ErrorKind kind, const std::string& message = {}) {
        refuse(lists, kind, message);
    }
    void answerHistory(client::HistoryPoints points) {
        answer(histories, Points(std::make_shared<client::HistoryPoints>(std::move(points))));
    }
    void refuseHistory(client::ErrorKind kind, const std::string& message = {}) {
        refuse(histories, kind, message);
    }
    void answerEvents(std::vector<client::Event> events) {
        answer(eventCalls, Events(std::make_shared<std::vector<client::Event>>(std::move(events))));
    }
    void answerMark() { take(marks).done(std::nullopt); }
    void refuseMark(client::ErrorKind kind, const std::string& message = {}) {
        take(marks).done(error(kind, message));
    }
    void answerCommand() { take(commands).done(std::nullopt); }
    void refuseCommand(client::ErrorKind kind, const std::string& message = {}) {
        take(commands).done(error(kind, message));
    }

    void answerRuleChange() { take(ruleChanges).done(std::nullopt); }
    void refuseRuleChange(client::ErrorKind kind, const std::string& message = {}) {
        take(ruleChanges).done(error(kind, message));
    }
    void answerChange() { take(changeCalls).done(std::nullopt); }
    void refuseChange(client::ErrorKind kind, const std::string& message = {}) {
        take(changeCalls).done(error(kind, message));
    }

    std::deque<CommandCall> commands;
    std::deque<MarkCall> marks;
    std::deque<ListCall> lists;
    std::deque<HistoryCall> histories;
    std::deque<EventsCall> eventCalls;
    std::deque<EstimateCall> estimates;
    std::deque<ExplainCall> explains;
    std::deque<MergeCall> merges;
    std::deque<RuleCall> rules;
    std::deque<RuleListCall> ruleLists;
    std::deque<RuleChangeCall> ruleChanges;
    std::deque<SettingsCall> settingsCalls;
    std::deque<ChangeCall> changeCalls;
    std::vector<ProcessKey> cancels;
    int reconnects = 0;
    bool quiet = false;

private:
    static ClientError error(client::ErrorKind kind, const std::string& message) {
        return {.kind = kind, .name = {}, .message = message};
    }
    template <typename Call>
    static Call take(std::deque<Call>& calls) {
        Call call = std::move(calls.at(0));
        calls.pop_front();
        return call;
    }
};

} // namespace samepage::gui
