// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/long_calls.h"

#include "failure.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace samepage {
namespace {

// A person sees no more, and the bus has other things to carry.
constexpr std::chrono::milliseconds betweenReports(200);

} // namespace

LongCall::LongCall(LongCalls& all, std::string sender, std::string name,
                   std::vector<ProcessKey> processes)
    : all_(all)
    , sender_(std::move(sender))
    , name_(std::move(name))
    , processes_(std::move(processes)) {}

void LongCall::stopIfCancelled() const {
    if (cancelled_)
        throw Failure(FailureKind::Cancelled, "It was cancelled.");
}

void LongCall::report(std::uint64_t donePages, std::uint64_t totalPages) {
    stopIfCancelled();
    const auto now = std::chrono::steady_clock::now();
    if (lastReport_ && now - *lastReport_ < betweenReports)
        return;
    lastReport_ = now;
    all_.tell(shared_from_this(), donePages, totalPages);
}

std::shared_ptr<LongCall> LongCalls::begin(std::string sender, std::string name,
                                           std::vector<ProcessKey> processes) {
    std::erase_if(calls_, [](const auto& call) { return call.expired(); });
    auto call =
        std::make_shared<LongCall>(*this, std::move(sender), std::move(name), std::move(processes));
    calls_.push_back(call);
    return call;
}

template <typename Chosen>
unsigned LongCalls::cancelIf(const Chosen& chosen) {
    unsigned count = 0;
    for (const auto& weak : calls_) {
        const auto call = weak.lock();
        if (!call || !chosen(*call))
            continue;
        call->cancel();
        ++count;
    }
    return count;
}

unsigned LongCalls::cancel(const std::string& sender, std::optional<ProcessKey> process) {
    return cancelIf([&](const LongCall& call) {
        return call.sender() == sender &&
               (!process ||
                std::ranges::find(call.processes(), *process) != call.processes().end());
    });
}

unsigned LongCalls::cancelAll() {
    return cancelIf([](const LongCall&) { return true; });
}

void LongCalls::tell(const std::shared_ptr<const LongCall>& call, std::uint64_t donePages,
                     std::uint64_t totalPages) {
    QMetaObject::invokeMethod(
        this, [this, call, donePages, totalPages] { tell_(*call, donePages, totalPages); },
        Qt::QueuedConnection);
}

} // namespace samepage
