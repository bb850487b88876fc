// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/history_object.h"

#include "bus/errors.h"

#include <QMetaObject>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace samepage {
namespace {

constexpr const char* flushOrder = "history";

// What an end without notice may cost, against how often the disk is written.
constexpr auto flushInterval = std::chrono::seconds(10);

constexpr std::uint32_t minPoints = 2;
constexpr std::uint32_t maxPointsLimit = 100'000;
constexpr std::uint32_t maxEventsLimit = 2'000; // their variants are copied on the bus thread

void requireRange(std::uint64_t from, std::uint64_t to) {
    if (from > to)
        throw Failure(FailureKind::InvalidArgument, "The range ends before it begins.");
}

void requireCount(std::uint32_t count, std::uint32_t least, std::uint32_t most,
                  const std::string& what) {
    if (count < least || count > most)
        throw Failure(FailureKind::InvalidArgument, "The number of " + what + " must be from " +
                                                        std::to_string(least) + " to " +
                                                        std::to_string(most) + ".");
}

OptionMap detailsOf(const Event& event) {
    OptionMap details;
    if (const auto& process = event.process) {
        details["pid"] = sdbus::Variant(process->pid);
        details["start_time"] = sdbus::Variant(process->startTime);
        details["uid"] = sdbus::Variant(static_cast<std::uint32_t>(process->uid));
        details["name"] = sdbus::Variant(process->name);
    }
    return details;
}

} // namespace

HistoryObject::HistoryObject(sdbus::IObject& object, History& history, Requests& requests,
                             Strands& strands)
    : History_adaptor(object)
    , history_(history)
    , requests_(requests)
    , strands_(strands) {
    registerAdaptor();
    connect(&timer_, &QTimer::timeout, this, [this] { flush(); });
    timer_.start(flushInterval);
}

void HistoryObject::flush() {
    if (flushing_)
        return; // a slow disk gets no queue of work
    flushing_ = true;
    strands_.post(flushOrder, Strands::ownWork, [this] {
        history_.flush();
        QMetaObject::invokeMethod(this, [this] { flushing_ = false; }, Qt::QueuedConnection);
    });
}

void HistoryObject::Query(sdbus::Result<Times, Values>&& result, std::uint64_t from,
                          std::uint64_t to, std::uint32_t maxPoints,
                          std::vector<std::string> metrics) {
    auto choice = std::make_shared<MetricChoice>();
    try {
        requireRange(from, to);
        requireCount(maxPoints, minPoints, maxPointsLimit, "points");
        *choice = chooseMetrics(metrics);
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    auto reply = std::make_shared<sdbus::Result<Times, Values>>(std::move(result));
    auto points = std::make_shared<Points>();
    Request request;
    request.what = "read the history";
    request.quiet = true;
    request.order = "history " + requests_.currentSender();
    request.question = [](uid_t) { return std::nullopt; };
    request.work = [this, from, to, maxPoints, choice, points](uid_t) {
        *points = history_.query(from, to, maxPoints, *choice);
    };
    request.done = [reply, choice, points] {
        Values values;
        for (std::size_t i = 0; i < choice->names.size(); ++i)
            values[choice->names[i]] = std::move(points->values[i]);
        reply->returnResults(points->times, values);
    };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void HistoryObject::Events(sdbus::Result<std::vector<EventRow>>&& result, std::uint64_t from,
                           std::uint64_t to, std::uint32_t max, OptionMap options) {
    bool all = false;
    try {
        requireRange(from, to);
        requireCount(max, 1, maxEventsLimit, "events");
        all = parseEventsOptions(options).all;
    } catch (const Failure& failure) {
        result.returnError(busError(failure));
        return;
    }
    auto reply = std::make_shared<sdbus::Result<std::vector<EventRow>>>(std::move(result));
    auto rows = std::make_shared<std::vector<EventRow>>();
    Request request;
    request.what = all ? "read the events of all users' processes" : "read own events";
    request.quiet = true;
    request.order = "events " + requests_.currentSender();
    request.question = [all](uid_t) -> std::optional<Question> {
        if (!all)
            return std::nullopt;
        Question question;
        question.action = Action::Inspect;
        return question;
    };
    // Thousands of variants take long to make, and everybody waits for the bus thread.
    request.work = [this, from, to, max, all, rows](uid_t caller) {
        const auto events =
            history_.events(from, to, max, all ? std::nullopt : std::optional(caller));
        rows->reserve(events.size());
        for (const Event& event : events)
            rows->emplace_back(event.usec, event.kind, detailsOf(event));
    };
    request.done = [reply, rows] { reply->returnResults(*rows); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void HistoryObject::Clear(sdbus::Result<>&& result) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    Request request;
    request.what = "delete the history";
    request.order = flushOrder;
    request.question = [](uid_t) {
        Question question;
        question.action = Action::Configure;
        question.details = {{"change", "delete the history of merged memory"}};
        return std::optional(question);
    };
    request.work = [this](uid_t) { history_.clear(); };
    request.done = [reply] { reply->returnResults(); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

} // namespace samepage
