// SPDX-License-Identifier: GPL-2.0-or-later
// Marks and unmarks processes one after the other, with the outcome of each in
// its row.
#pragma once

#include "gui/process_model.h"
#include "gui/service_client.h"

#include <QObject>

#include <deque>
#include <optional>
#include <vector>

namespace samepage::gui {

class Marking : public QObject {
    Q_OBJECT

public:
    // Both must outlive this.
    Marking(ServiceClient& client, ProcessModel& model, QObject* parent = nullptr);

    // Adds processes to the queue; those already in it or already as wished are
    // left out. Returns how many were added.
    int start(const std::vector<ProcessKey>& processes, bool marked);

    struct Change {
        ProcessKey process;
        bool marked = false;
    };
    // What the last queue changed; empty when it changed nothing.
    [[nodiscard]] const std::vector<Change>& lastDone() const { return lastDone_; }
    // Turns that round, as far as it still stands. Returns how many were added.
    int undo();

    [[nodiscard]] bool isBusy() const { return current_.has_value(); }

signals:
    // The queue is empty again. `failed` of `total` went wrong; `error` is the
    // first that did.
    void finished(int total, int failed, bool marked,
                  const std::optional<samepage::client::ClientError>& error);
    void busyChanged(bool busy);

private:
    struct Job {
        ProcessKey process;
        quint32 uid = 0;
        bool marked = false;
    };

    void next();
    void done(const Job& job, const std::optional<ClientError>& error);
    void fail(const Job& job, const ClientError& error);
    void dropDenied(const ClientError& error);

    ServiceClient& client_;
    ProcessModel& model_;
    std::deque<Job> queue_;
    std::optional<Job> current_;
    int total_ = 0;
    int failed_ = 0;
    std::optional<ClientError> firstError_;
    std::vector<Change> done_; // by this queue
    std::vector<Change> lastDone_;
};

} // namespace samepage::gui
