// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/bus_connection.h"

#include "client/interactive_call.h"
#include "client/process_pairs.h"
#include "client/service_names.h"
#include "client/system_bus.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>
#include <utility>

namespace samepage::gui {
namespace {

Q_LOGGING_CATEGORY(log, "samepage.bus", QtWarningMsg)

using namespace std::chrono_literals;

// What an icon in the tray says is not much older.
constexpr auto quietInterval = 60s;

constexpr auto firstRetry = 500ms;
constexpr auto lastRetry = 15s;
// Every try logs in at the other machine, where somebody may be counting.
constexpr auto lastRetryElsewhere = 60s;
// The bus's own habit for calls that nobody has to think about.
constexpr auto quickLimit = 25s;
// Somebody may be typing a password, or gigabytes are being copied.
constexpr auto patientLimit = 10min;

// Long calls say themselves that they are alive, and can be cancelled: they may
// take the hours that they take.
constexpr auto longLimit = std::chrono::hours(24);

std::monostate nothing(const sdbus::MethodReply& /*reply*/) {
    return {};
}

client::Dictionary dictionary(sdbus::MethodReply& reply) {
    client::Dictionary result;
    reply >> result;
    return result;
}

std::optional<LongCall> longCall(const std::string& word) {
    if (word == "Estimate") {
        return LongCall::Estimate;
    }
    if (word == "Explain") {
        return LongCall::Explain;
    }
    return word == "MergeNow" ? std::optional(LongCall::MergeNow) : std::nullopt;
}

const char* methodName(Command command) {
    switch (command) {
    case Command::Start:
        return "Start";
    case Command::Pause:
        return "Pause";
    case Command::UnmergeAll:
        return "UnmergeAll";
    case Command::LoadModule:
        return "LoadModule";
    case Command::UnloadModule:
        break;
    }
    return "UnloadModule";
}

ClientError busGone(const std::string& message = {}) {
    return {.kind = client::ErrorKind::BusGone, .name = {}, .message = message};
}

void take(EngineStatus& status, const ServiceProxy::Properties& properties) {
    client::applyProperties(status, {properties.begin(), properties.end()});
}

Link linkFor(client::ErrorKind kind) {
    switch (kind) {
    case client::ErrorKind::HelperNotInstalled:
        return Link::HelperNotInstalled;
    case client::ErrorKind::HelperIncompatible:
        return Link::HelperIncompatible;
    case client::ErrorKind::BusGone:
        return Link::BusGone;
    default:
        return Link::HelperNotAnswering;
    }
}

QString unreachableText(client::NoConnection::Reason reason) {
    using Reason = client::NoConnection::Reason;
    switch (reason) {
    case Reason::NoSsh:
        return BusConnection::tr("The program ssh is not installed on this computer.");
    case Reason::NoPlace:
        return BusConnection::tr("That is no name of a computer that ssh could be given.");
    case Reason::SshFailed:
        return BusConnection::tr("ssh could not connect. It cannot ask anything from here: it has "
                                 "to know the computer and get in without typing a password.");
    case Reason::NoBridge:
        return BusConnection::tr(
            "ssh got there, but found no systemd-stdio-bridge, which comes with systemd.");
    case Reason::NoBus:
        return BusConnection::tr("ssh got there, but the system bus there does not answer.");
    case Reason::Silent:
        break;
    }
    return BusConnection::tr("ssh reached no system bus there in time.");
}

} // namespace

BusConnection::BusConnection(client::Place place, QObject* parent)
    : QObject(parent)
    , place_(std::move(place))
    , retryTimer_(this)
    , quietTimer_(this)
    , retryDelay_(firstRetry) {
    retryTimer_.setSingleShot(true);
    connect(&retryTimer_, &QTimer::timeout, this, &BusConnection::open);
    connect(&quietTimer_, &QTimer::timeout, this, [this] {
        if (attached_) {
            fetchCounters();
        }
    });
}

BusConnection::~BusConnection() {
    close();
}

void BusConnection::open() {
    retryTimer_.stop();
    if (connection_) {
        attach();
        return;
    }
    try {
        connectToBus();
    } catch (const sdbus::Error& error) {
        qCInfo(log) << "no system bus:" << error.what();
        busLost(error.getMessage());
        return;
    } catch (const client::NoConnection& failure) {
        qCInfo(log) << "no way to" << place_.name.c_str() << ':' << failure.what();
        teardown(busGone());
        emit hostUnreachable(unreachableText(failure.reason()));
        if (wasThere_) {
            retryLater();
        }
        return;
    }
    wasThere_ = true;
    attach();
    watch_->pump();
}

void BusConnection::busLost(const std::string& reason) {
    teardown(busGone(reason));
    if (place_.kind == client::Place::Kind::Here) {
        emit linkChanged(Link::BusGone);
    } else {
        emit hostUnreachable(tr("The connection broke. The window comes back by itself when the "
                                "computer can be reached again."));
    }
    retryLater();
}

void BusConnection::setQuiet(bool quiet) {
    if (quiet_ == quiet) {
        return;
    }
    quiet_ = quiet;
    if (quiet_) {
        quietTimer_.start(quietInterval);
        if (attached_) {
            callAndForget("Unsubscribe");
        }
        return;
    }
    quietTimer_.stop();
    if (std::exchange(asleep_, false)) {
        open();
    } else if (attached_) {
        subscribe();
        fetchCounters();
    }
}

void BusConnection::close() {
    retryTimer_.stop();
    teardown(busGone());
}

void BusConnection::connectToBus() {
    connection_ = sdbus::createBusConnection(client::openBus(place_));
    proxy_ = std::make_unique<ServiceProxy>(
        *connection_,
        ServiceProxy::Handlers{
            .counters =
                [this](std::uint64_t usec, const std::map<std::string, std::uint64_t>& counters) {
                    emit countersChanged(usec, client::parseCounters(counters));
                },
            .markChanged =
                [this](std::uint32_t pid, std::uint64_t startTime, bool marked) {
                    emit markChanged({.pid = pid, .startTime = startTime}, marked);
                },
            .progress =
                [this](const std::string& name, std::uint32_t pid, std::uint64_t startTime,
                       std::uint64_t donePages, std::uint64_t totalPages) {
                    if (const auto kind = longCall(name)) {
                        emit progressed(*kind, {.pid = pid, .startTime = startTime}, donePages,
                                        totalPages);
                    }
                },
            .tunables =
                [this](const client::Dictionary& changed) {
                    emit tunablesChanged(client::parseSettings(changed));
                },
            .properties =
                [this](const ServiceProxy::Properties& changed) {
                    take(status_, changed);
                    emit statusChanged(status_);
                },
            .propertiesInvalidated = [this] { attach(); },
            .rulesChanged = [this] { emit rulesChanged(); },
            .rulesProperties =
                [this](const ServiceProxy::Properties& changed) { takeRulesExplanation(changed); },
        });
    connection_->addMatch(
        std::string("type='signal',sender='org.freedesktop.DBus',"
                    "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='") +
            client::serviceName + "'",
        [this](sdbus::Message message) {
            std::string name;
            std::string oldOwner;
            std::string newOwner;
            message >> name >> oldOwner >> newOwner;
            ownerChanged(newOwner);
        });

    watch_ = std::make_unique<BusWatch>(*connection_);
    connect(watch_.get(), &BusWatch::lost, this, [this](const QString& reason) {
        qCInfo(log) << "lost the bus:" << reason;
        busLost(reason.toStdString());
    });
}

void BusConnection::teardown(const ClientError& reason) {
    ++attachNumber_;
    attached_ = false;
    asleep_ = false;
    watch_.reset();
    proxy_.reset();
    connection_.reset();
    for (const RequestId id : std::exchange(pending_, {})) {
        fail(id, reason);
    }
}

void BusConnection::attach() {
    const quint64 number = ++attachNumber_;
    try {
        proxy_->GetAllAsync(std::string_view(client::engineInterface),
                            [this, number](std::optional<sdbus::Error> error,
                                           const ServiceProxy::Properties& properties) {
                                if (number != attachNumber_) {
                                    return;
                                }
                                if (error) {
                                    attachFailed(*error);
                                    return;
                                }
                                retryDelay_ = firstRetry;
                                status_ = {};
                                take(status_, properties);
                                emit statusChanged(status_);
                                attached_ = true;
                                emit linkChanged(Link::Connected);
                                if (!quiet_) {
                                    subscribe();
                                }
                                fetchCounters();
                                fetchRulesExplanation();
                            });
    } catch (const sdbus::Error& error) {
        attachFailed(error);
    }
}

void BusConnection::attachFailed(const sdbus::Error& error) {
    qCInfo(log) << "the service does not answer:" << error.what();
    emit linkChanged(linkFor(client::errorKind(error.getName())));
    retryLater();
}

void BusConnection::retryLater() {
    retryTimer_.start(retryDelay_);
    const bool here = place_.kind == client::Place::Kind::Here;
    retryDelay_ =
        std::min<std::chrono::milliseconds>(retryDelay_ * 2, here ? lastRetry : lastRetryElsewhere);
}

void BusConnection::subscribe() {
    // Without it the window still works, only less lively; the log says why.
    callAndForget("Subscribe");
}

void BusConnection::callAndForget(const char* method) {
    try {
        proxy_->getProxy()
            .callMethodAsync(method)
            .onInterface(client::engineInterface)
            // NOLINTNEXTLINE(performance-unnecessary-value-param): sdbus-c++ wants it by value
            .uponReplyInvoke([](std::optional<sdbus::Error> error) {
                if (error) {
                    qCWarning(log) << "no live counters:" << error->what();
                }
            });
    } catch (const sdbus::Error& error) {
        qCWarning(log) << "no live counters:" << error.what();
    }
}

void BusConnection::fetchCounters() {
    proxy_->getProxy()
        .callMethodAsync("GetCounters")
        .onInterface(client::engineInterface)
        // NOLINTNEXTLINE(performance-unnecessary-value-param): sdbus-c++ wants it by value
        .uponReplyInvoke([this](std::optional<sdbus::Error> error,
                                const std::map<std::string, std::uint64_t>& counters) {
            if (!error) {
                const auto now = std::chrono::system_clock::now().time_since_epoch();
                const auto usec = std::chrono::duration_cast<std::chrono::microseconds>(now);
                emit countersChanged(static_cast<quint64>(usec.count()),
                                     client::parseCounters(counters));
            }
        });
}

void BusConnection::fetchRulesExplanation() {
    // NOLINTNEXTLINE(performance-unnecessary-value-param): sdbus-c++ wants it by value
    const auto take = [this](std::optional<sdbus::Error> error,
                             const ServiceProxy::Properties& properties) {
        // An older service has no rules, and nothing to explain.
        takeRulesExplanation(error ? ServiceProxy::Properties{} : properties);
    };
    try {
        proxy_->GetAllAsync(std::string_view(client::rulesInterface), take);
    } catch (const sdbus::Error& error) {
        qCInfo(log) << "nothing is known of rules:" << error.what();
    }
}

void BusConnection::takeRulesExplanation(const ServiceProxy::Properties& properties) {
    std::string sentence;
    const auto found = properties.find(sdbus::PropertyName("Explanation"));
    if (found != properties.end() && found->second.containsValueOfType<std::string>()) {
        sentence = found->second.get<std::string>();
    }
    emit rulesExplanationChanged(QString::fromStdString(sentence));
}

void BusConnection::ownerChanged(const std::string& newOwner) {
    ++attachNumber_;
    attached_ = false;
    asleep_ = false;
    if (newOwner.empty()) {
        // It ends when nobody needs it. Starting it again would keep it for ever.
        if (quiet_ && status_.state != client::EngineState::Running &&
            status_.state != client::EngineState::Waiting) {
            asleep_ = true;
            return;
        }
        // It may just be updating: give it a moment, then start it again.
        emit linkChanged(Link::Connecting);
        retryDelay_ = firstRetry;
        retryLater();
        return;
    }
    retryTimer_.stop();
    attach();
}

template <typename Reader, typename... Args>
void BusConnection::call(RequestId id, const char* interface, const char* method, Prompt prompt,
                         std::chrono::microseconds limit, Reader reader, const Args&... args) {
    if (!proxy_) {
        fail(id, busGone());
        return;
    }
    try {
        auto& proxy = proxy_->getProxy();
        auto message =
            proxy.createMethodCall(sdbus::InterfaceName{interface}, sdbus::MethodName{method});
        static_cast<void>((message << ... << args));
        if (prompt == Prompt::Allowed) {
            client::allowInteractiveAuthorization(message);
        }
        auto handler = [this, id, reader = std::move(reader)](sdbus::MethodReply&& reply,
                                                              std::optional<sdbus::Error> error) {
            pending_.erase(id);
            if (error) {
                fail(id, client::describe(*error));
                return;
            }
            try {
                emit replied(id, {.value = reader(reply), .error = std::nullopt});
            } catch (const std::exception& malformed) {
                fail(id, {.kind = client::ErrorKind::HelperIncompatible,
                          .name = {},
                          .message = malformed.what()});
            }
        };
        pending_.insert(id);
        proxy.callMethodAsync(message, std::move(handler), limit);
    } catch (const sdbus::Error& error) {
        pending_.erase(id);
        fail(id, client::describe(error));
    }
}

void BusConnection::fail(RequestId id, const ClientError& error) {
    emit replied(id, {.value = {}, .error = error});
}

void BusConnection::run(RequestId id, Command command) {
    call(id, client::engineInterface, methodName(command), Prompt::Allowed, patientLimit, nothing);
}

void BusConnection::mark(RequestId id, const ProcessKey& process, bool marked) {
    call(id, client::processesInterface, marked ? "Mark" : "Unmark", Prompt::Allowed, patientLimit,
         nothing, process.pid, process.startTime, client::Dictionary{});
}

void BusConnection::list(RequestId id, const ListQuery& query, Prompt prompt) {
    client::Dictionary options{{"scope", sdbus::Variant{query.allUsers ? "all" : "own"}}};
    if (query.markedOnly) {
        options.emplace("marked", sdbus::Variant{true});
    }
    call(
        id, client::processesInterface, "List", prompt,
        prompt == Prompt::Allowed ? std::chrono::microseconds(patientLimit)
                                  : std::chrono::microseconds(quickLimit),
        [](sdbus::MethodReply& reply) {
            return std::make_shared<const std::vector<ProcessRow>>(client::readProcessRows(reply));
        },
        options);
}

void BusConnection::history(RequestId id, const HistoryQuery& query) {
    call(
        id, client::historyInterface, "Query", Prompt::Never, quickLimit,
        [metrics = query.metrics](sdbus::MethodReply& reply) {
            auto points = std::make_shared<client::HistoryPoints>();
            points->metrics = metrics;
            reply >> points->times >> points->values;
            client::checkHistory(*points);
            return Points(points);
        },
        std::uint64_t{query.from}, std::uint64_t{query.to}, query.maxPoints, query.metrics);
}

void BusConnection::events(RequestId id, quint64 from, quint64 to, quint32 max) {
    call(
        id, client::historyInterface, "Events", Prompt::Never, quickLimit,
        [](sdbus::MethodReply& reply) {
            std::vector<client::HistoryEvent> sent;
            reply >> sent;
            auto events = std::make_shared<std::vector<client::Event>>();
            events->reserve(sent.size());
            for (const client::HistoryEvent& event : sent) {
                events->push_back(client::parseEvent(event));
            }
            return Events(events);
        },
        std::uint64_t{from}, std::uint64_t{to}, max,
        client::Dictionary{{"scope", sdbus::Variant{std::string("own")}}});
}

void BusConnection::estimate(RequestId id, const EstimateQuery& query, Prompt prompt) {
    client::Dictionary options;
    if (query.oneIn != 1) {
        options.emplace("sample", sdbus::Variant(std::uint32_t{query.oneIn}));
    }
    call(
        id, client::processesInterface, "Estimate", prompt, longLimit,
        [](sdbus::MethodReply& reply) { return client::parseEstimate(dictionary(reply)); },
        client::processPairs(query.processes), options);
}

void BusConnection::explain(RequestId id, const ProcessKey& process, Prompt prompt) {
    call(
        id, client::processesInterface, "Explain", prompt, longLimit,
        [](sdbus::MethodReply& reply) { return client::parseExplanation(dictionary(reply)); },
        process.pid, process.startTime, client::Dictionary{});
}

void BusConnection::mergeNow(RequestId id, const ProcessKey& process) {
    call(
        id, client::processesInterface, "MergeNow", Prompt::Allowed, longLimit,
        [](sdbus::MethodReply& reply) {
            return quint64{client::parseNewlyMerged(dictionary(reply))};
        },
        process.pid, process.startTime, client::Dictionary{});
}

void BusConnection::addRule(RequestId id, const client::NewRule& rule) {
    call(
        id, client::rulesInterface, "Add", Prompt::Allowed, patientLimit,
        [](sdbus::MethodReply& reply) {
            quint32 number = 0;
            reply >> number;
            return number;
        },
        client::ruleDictionary(rule));
}

void BusConnection::listRules(RequestId id, Prompt prompt) {
    call(id, client::rulesInterface, "List", prompt,
         prompt == Prompt::Allowed ? std::chrono::microseconds(patientLimit)
                                   : std::chrono::microseconds(quickLimit),
         [](sdbus::MethodReply& reply) {
             std::vector<client::Dictionary> rules;
             reply >> rules;
             return client::parseRules(rules);
         });
}

void BusConnection::setRuleEnabled(RequestId id, quint32 rule, bool enabled) {
    call(id, client::rulesInterface, "SetEnabled", Prompt::Allowed, patientLimit, nothing, rule,
         enabled);
}

void BusConnection::removeRule(RequestId id, quint32 rule) {
    call(id, client::rulesInterface, "Remove", Prompt::Allowed, patientLimit, nothing, rule);
}

void BusConnection::settings(RequestId id, SettingsOf set) {
    call(id, client::engineInterface, set == SettingsOf::Engine ? "GetTunables" : "GetPolicy",
         Prompt::Never, quickLimit,
         [](sdbus::MethodReply& reply) { return client::parseSettings(dictionary(reply)); });
}

void BusConnection::changeSettings(RequestId id, SettingsOf set, const client::Settings& changes) {
    // A change of domains unmerges.
    if (set == SettingsOf::Engine) {
        call(id, client::engineInterface, "SetTunables", Prompt::Allowed, patientLimit, nothing,
             client::tunablesDictionary(changes));
    } else {
        call(id, client::engineInterface, "SetPolicy", Prompt::Allowed, patientLimit, nothing,
             client::policyDictionary(changes));
    }
}

void BusConnection::cancel(const ProcessKey& process) {
    if (!proxy_) {
        return; // the call has failed already
    }
    try {
        proxy_->getProxy()
            .callMethod("Cancel")
            .onInterface(client::processesInterface)
            .withArguments(process.pid, process.startTime, client::Dictionary{})
            .dontExpectReply();
    } catch (const sdbus::Error& error) {
        qCInfo(log) << "not cancelled:" << error.what();
    }
}

} // namespace samepage::gui
