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
        Listed listed;
    };

    struct HistoryCall {
        HistoryQuery query;
        HistoryRead read;
    };
    struct EventsCall {
        quint64 from;
        quint64 to;
        quint32 max;
        EventsRead read;
    };

    struct EstimateCall {
        std::vector<ProcessKey> processes;
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

    using ServiceClient::ServiceClient;
    // As the contract says: whoever still waits is not called any more.
    ~FakeClient() override = default;

    void run(Command command, Done done) override {
        commands.push_back({command, std::move(done)});
    }
    void mark(const ProcessKey& process, bool marked, Done done) override {
        marks.push_back({process, marked, std::move(done)});
    }
    void list(const ListQuery& query, Prompt prompt, Listed listed) override {
        lists.push_back({query, prompt, std::move(listed)});
    }
    void history(const HistoryQuery& query, HistoryRead read) override {
        histories.push_back({query, std::move(read)});
    }
    void events(quint64 from, quint64 to, quint32 max, EventsRead read) override {
        eventCalls.push_back({from, to, max, std::move(read)});
    }
    void estimate(const std::vector<ProcessKey>& processes, Prompt prompt,
                  Answered<client::Estimate> answered) override {
        estimates.push_back({processes, prompt, std::move(answered)});
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
    void reconnect() override { ++reconnects; }

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
    void changeLink(Link link) { setLink(link); }

    // Answers the oldest open call of its kind.
    void answerList(std::vector<ProcessRow> rows) {
        const ListCall call = take(lists);
        call.listed({.rows = std::make_shared<const std::vector<ProcessRow>>(std::move(rows)),
                     .error = std::nullopt});
    }
    void refuseList(client::ErrorKind kind, const std::string& message = {}) {
        take(lists).listed({.rows = nullptr, .error = error(kind, message)});
    }
    void answerMark() { take(marks).done(std::nullopt); }
    void refuseMark(client::ErrorKind kind, const std::string& message = {}) {
        take(marks).done(error(kind, message));
    }
    void answerCommand() { take(commands).done(std::nullopt); }
    void refuseCommand(client::ErrorKind kind, const std::string& message = {}) {
        take(commands).done(error(kind, message));
    }

    void answerHistory(client::HistoryPoints points) {
        take(histories).read(
            {.points = std::make_shared<const client::HistoryPoints>(std::move(points)),
             .error = std::nullopt});
    }
    void refuseHistory(client::ErrorKind kind, const std::string& message = {}) {
        take(histories).read({.points = nullptr, .error = error(kind, message)});
    }
    void answerEvents(std::vector<client::Event> events) {
        take(eventCalls)
            .read({.events = std::make_shared<const std::vector<client::Event>>(std::move(events)),
                   .error = std::nullopt});
    }

    // Any of the calls that return something.
    template <typename Call, typename Result>
    static void answer(std::deque<Call>& calls, const Result& result) {
        take(calls).answered({.result = result, .error = std::nullopt});
    }
    template <typename Call>
    static void refuse(std::deque<Call>& calls, client::ErrorKind kind,
                       const std::string& message = {}) {
        take(calls).answered({.result = std::nullopt, .error = error(kind, message)});
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
    std::vector<ProcessKey> cancels;
    int reconnects = 0;

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
