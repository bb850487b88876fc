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

// Nobody goes back further, and each of them may name thousands of processes.
constexpr std::size_t mostBatches = 64;

const std::vector<Marking::Change> nothing;

bool isUnderWay(Activity activity) {
    return activity != Activity::None && activity != Activity::Failed;
}

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
        if (isUnderWay(model_.activity(*row)) || data.marked == marked || !data.markable) {
            continue;
        }
        add({.process = process, .uid = data.uid, .marked = marked});
        ++added;
    }
    begin();
    return added;
}

const std::vector<Marking::Change>& Marking::undoable() const {
    return undoable_.empty() ? nothing : undoable_.back();
}

const std::vector<Marking::Change>& Marking::redoable() const {
    return redoable_.empty() ? nothing : redoable_.back();
}

int Marking::undo() {
    return repeat(undoable_, Job::Why::Undo);
}

int Marking::redo() {
    return repeat(redoable_, Job::Why::Redo);
}

int Marking::repeat(std::vector<Batch>& batches, Job::Why why) {
    if (batches.empty()) {
        return 0;
    }
    const Batch changes = std::move(batches.back());
    batches.pop_back();
    int added = 0;
    for (const Change& change : changes) {
        const bool marked = (why == Job::Why::Redo) == change.marked;
        // One that is not in the table may have exited, or only not be shown, as an
        // unmarked one among the marked: the service knows.
        if (const auto row = model_.find(change.process);
            row && (isUnderWay(model_.activity(*row)) || model_.process(*row).marked == marked)) {
            continue;
        }
        add({.process = change.process, .uid = change.uid, .marked = marked, .why = why});
        ++added;
    }
    begin();
    return added;
}

void Marking::keep(std::vector<Batch>& batches, Batch& batch) {
    if (batch.empty()) {
        return;
    }
    batches.push_back(std::exchange(batch, {}));
    if (batches.size() > mostBatches) {
        batches.erase(batches.begin());
    }
}

void Marking::add(const Job& job) {
    queue_.push_back(job);
    model_.setActivity(job.process, Activity::Waiting);
    ++total_;
}

void Marking::begin() {
    if (!current_ && !queue_.empty()) {
        emit busyChanged(true);
        next();
    }
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
        if (job.why == Job::Why::Asked) {
            redoable_.clear();
        }
        const bool undone = job.why == Job::Why::Undo;
        (undone ? toRedo_ : toUndo_)
            .push_back({.process = job.process, .uid = job.uid, .marked = job.marked != undone});
    }
    if (!queue_.empty()) {
        next();
        return;
    }
    current_.reset();
    keep(undoable_, toUndo_);
    keep(redoable_, toRedo_);
    emit busyChanged(false);
    emit finished(std::exchange(total_, 0), std::exchange(failed_, 0), job.marked,
                  std::exchange(firstError_, std::nullopt));
}

void Marking::fail(const Job& job, const ClientError& error) {
    ++failed_;
    if (!firstError_) {
        firstError_ = error;
    }
    // An exited process stays unmarked: that is no wish for another time.
    if (job.why != Job::Why::Asked && error.kind != ErrorKind::NoSuchProcess) {
        const bool undoes = job.why == Job::Why::Undo;
        (undoes ? toUndo_ : toRedo_)
            .push_back({.process = job.process, .uid = job.uid, .marked = job.marked != undoes});
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
