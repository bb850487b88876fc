// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/marking.h"

#include "gui/error_text.h"

#include <QPointer>

#include <algorithm>
#include <utility>

#include <unistd.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

// After these, the next process has no better luck.
bool isHopeless(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::BusGone:
    case ErrorKind::HelperNotInstalled:
    case ErrorKind::HelperNotAnswering:
    case ErrorKind::HelperIncompatible:
    case ErrorKind::Unavailable:
    case ErrorKind::NotSupported:
        return true;
    default:
        return false;
    }
}

} // namespace

Marking::Marking(ServiceClient& client, ProcessModel& model, QObject* parent)
    : QObject(parent)
    , client_(client)
    , model_(model) {}

int Marking::start(const std::vector<ProcessKey>& processes, bool marked) {
    int added = 0;
    for (const ProcessKey& process : processes) {
        const auto row = model_.find(process);
        if (!row) {
            continue;
        }
        const ProcessRow& data = model_.process(*row);
        const Activity activity = model_.activity(*row);
        const bool busy = activity != Activity::None && activity != Activity::Failed;
        if (busy || data.marked == marked || !data.markable) {
            continue;
        }
        queue_.push_back({.process = process, .uid = data.uid, .marked = marked});
        model_.setActivity(process, Activity::Waiting);
        ++added;
    }
    total_ += added;
    if (!current_ && !queue_.empty()) {
        emit busyChanged(true);
        next();
    }
    return added;
}

int Marking::undo() {
    int added = 0;
    for (const Change& change : std::exchange(lastDone_, {})) {
        added += start({change.process}, !change.marked);
    }
    return added;
}

void Marking::next() {
    current_ = queue_.front();
    queue_.pop_front();
    const Job job = *current_;
    model_.setActivity(job.process, job.marked ? Activity::Marking : Activity::Unmarking);
    client_.mark(job.process, job.marked,
                 [self = QPointer<Marking>(this), job](const std::optional<ClientError>& error) {
                     if (self) {
                         self->done(job, error);
                     }
                 });
}

void Marking::done(const Job& job, const std::optional<ClientError>& error) {
    if (error) {
        fail(job, *error);
        dropDenied(*error);
    } else {
        model_.setActivity(job.process, Activity::None);
        model_.setMarked(job.process, job.marked);
        done_.push_back({.process = job.process, .marked = job.marked});
    }
    if (!queue_.empty()) {
        next();
        return;
    }
    current_.reset();
    lastDone_ = std::exchange(done_, {});
    emit busyChanged(false);
    emit finished(std::exchange(total_, 0), std::exchange(failed_, 0), job.marked,
                  std::exchange(firstError_, std::nullopt));
}

void Marking::fail(const Job& job, const ClientError& error) {
    ++failed_;
    if (!firstError_) {
        firstError_ = error;
    }
    model_.setActivity(job.process, Activity::Failed, errorSentence(error), errorWords(error.kind));
}

// One dismissed password dialog is an answer for all that would ask again.
void Marking::dropDenied(const ClientError& error) {
    const quint32 self = ::getuid();
    std::deque<Job> rest;
    for (const Job& job : std::exchange(queue_, {})) {
        if (isHopeless(error.kind) || (client::isDenial(error.kind) && job.uid != self)) {
            fail(job, error);
        } else {
            rest.push_back(job);
        }
    }
    queue_ = std::move(rest);
}

} // namespace samepage::gui
