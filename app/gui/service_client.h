// SPDX-License-Identifier: GPL-2.0-or-later
// The service as the windows see it: signals and calls with callbacks.
#pragma once

#include "client/client_error.h"
#include "client/counters.h"
#include "client/engine_status.h"
#include "client/history.h"
#include "client/long_results.h"
#include "client/new_rule.h"
#include "client/process_row.h"
#include "client/rule.h"
#include "client/settings.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace samepage::gui {

using client::ClientError;
using client::Counters;
using client::EngineStatus;
using client::ProcessKey;
using client::ProcessRow;

// How far the way to the service reaches.
enum class Link {
    Connecting,         // on the way; no answer yet
    BusGone,            // no system bus
    HelperNotInstalled, // nobody to start under its name
    HelperNotAnswering, // it cannot be started, or is silent
    HelperIncompatible, // it speaks another interface
    HostUnreachable,    // the other machine, that is; unreachable() says why
    Connected,
};

// May a password be asked for? Never for what nobody just clicked on.
enum class Prompt { Never, Allowed };

enum class Command { Start, Pause, UnmergeAll, LoadModule, UnloadModule };

// The calls that may take minutes, tell how far they are, and can be cancelled.
enum class LongCall { Estimate, Explain, MergeNow };

// The two sets of settings that the service keeps.
enum class SettingsOf { Engine, Policy };

struct ListQuery {
    bool allUsers = false;
    bool markedOnly = false;
};

// What marking all of `processes` together would save.
struct EstimateQuery {
    std::vector<ProcessKey> processes{};
    // Looks at one in so many contents, which is faster; 1: at all.
    quint32 oneIn = 1;
};

// From `from` to `to`: CLOCK_REALTIME, microseconds, both included.
struct HistoryQuery {
    quint64 from = 0;
    quint64 to = 0;
    quint32 maxPoints = 0;
    std::vector<std::string> metrics{};
};

// Results that are large are handed on, not copied. Never null.
using Rows = std::shared_ptr<const std::vector<ProcessRow>>;
using Points = std::shared_ptr<const client::HistoryPoints>;
using Events = std::shared_ptr<const std::vector<client::Event>>;
using Rules = std::vector<client::Rule>; // 256 at most

// One of the two is set.
template <typename Result>
struct Reply {
    std::optional<Result> result{};
    std::optional<ClientError> error{};
};

class ServiceClient : public QObject {
    Q_OBJECT

public:
    // No error: it is done. Called once for each call, on the caller's thread
    // and never before the call returns, whatever happens to the service. Not
    // called any more once this object is gone.
    using Done = std::function<void(const std::optional<ClientError>&)>;
    template <typename Result>
    using Answered = std::function<void(const Reply<Result>&)>;

    using QObject::QObject;
    ServiceClient(QString host, QObject* parent)
        : QObject(parent)
        , host_(std::move(host)) {}

    // None of these blocks.
    virtual void run(Command command, Done done) = 0;
    virtual void mark(const ProcessKey& process, bool marked, Done done) = 0;
    virtual void list(const ListQuery& query, Prompt prompt, Answered<Rows> answered) = 0;
    virtual void history(const HistoryQuery& query, Answered<Points> answered) = 0;
    // The last `max` of them that the user may see without a password.
    virtual void events(quint64 from, quint64 to, quint32 max, Answered<Events> answered) = 0;
    virtual void estimate(const EstimateQuery& query, Prompt prompt,
                          Answered<client::Estimate> answered) = 0;
    virtual void explain(const ProcessKey& process, Prompt prompt,
                         Answered<client::Explanation> answered) = 0;
    // The result: bytes that are merged now and were not before.
    virtual void mergeNow(const ProcessKey& process, Answered<quint64> answered) = 0;
    // Ends the long calls of this app that are about the process (of an estimate:
    // the first one); each is still answered, most likely with Cancelled.
    virtual void cancel(const ProcessKey& process) = 0;
    // The result: the number of the rule.
    virtual void addRule(const client::NewRule& rule, Answered<quint32> answered) = 0;
    // Oldest first.
    virtual void listRules(Prompt prompt, Answered<Rules> answered) = 0;
    virtual void setRuleEnabled(quint32 id, bool enabled, Done done) = 0;
    virtual void removeRule(quint32 id, Done done) = 0;
    // All of the set, as it is now. Asks for no password.
    virtual void settings(SettingsOf set, Answered<client::Settings> answered) = 0;
    // All of `changes`, or none of them.
    virtual void changeSettings(SettingsOf set, const client::Settings& changes, Done done) = 0;
    // Tries again at once instead of when its next turn comes.
    virtual void reconnect() = 0;
    // While nobody looks: counters come rarely, and a service that nobody needs may
    // end without being started again.
    virtual void setQuiet(bool quiet) = 0;

    // The machine whose service it is, as ssh knows it; empty: this one.
    [[nodiscard]] const QString& host() const { return host_; }
    [[nodiscard]] Link link() const { return link_; }
    // Only while HostUnreachable: a sentence that says why.
    [[nodiscard]] const QString& unreachable() const { return unreachable_; }
    // Only worth something while Connected.
    [[nodiscard]] const EngineStatus& status() const { return status_; }
    // Why rules are not applied; empty when they are.
    [[nodiscard]] const QString& rulesExplanation() const { return rulesExplanation_; }

signals:
    void linkChanged(samepage::gui::Link link);
    void statusChanged(const samepage::client::EngineStatus& status);
    // `usec`: CLOCK_REALTIME, microseconds.
    void countersChanged(quint64 usec, const samepage::client::Counters& counters);
    // Somebody, not only this app, marked or unmarked a process.
    void markChanged(const samepage::client::ProcessKey& process, bool marked);
    // Somebody, not only this app, changed a rule.
    void rulesChanged();
    void rulesExplanationChanged(const QString& sentence);
    // Somebody, not only this app, set something of the engine; what is different now.
    void tunablesChanged(const samepage::client::Settings& changed);
    // How far a long call is; `process`: as for cancel(). `total` is 0 while it is
    // not known.
    void progressed(samepage::gui::LongCall call, const samepage::client::ProcessKey& process,
                    quint64 donePages, quint64 totalPages);

protected:
    void setLink(Link link, const QString& unreachable = {});
    void setStatus(const EngineStatus& status);
    void setRulesExplanation(const QString& sentence);

private:
    QString host_;
    Link link_ = Link::Connecting;
    QString unreachable_;
    EngineStatus status_;
    QString rulesExplanation_;
};

} // namespace samepage::gui
