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
        quint32 uid = 0;
        bool marked = false;
    };
    // What undo() would turn round, and what redo() would do again; empty when
    // there is nothing.
    [[nodiscard]] const std::vector<Change>& undoable() const;
    [[nodiscard]] const std::vector<Change>& redoable() const;
    // Turns the last queue that changed something round, as far as that still
    // stands, also for processes that are not in the table now. The one before it
    // comes next. What goes wrong can be tried again. Returns how many were added.
    int undo();
    // The same for what undo() has done, until something else is marked or unmarked.
    int redo();

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
        enum class Why { Asked, Undo, Redo } why = Why::Asked;
    };
    using Batch = std::vector<Change>;

    void add(const Job& job);
    void begin();
    int repeat(std::vector<Batch>& batches, Job::Why why);
    static void keep(std::vector<Batch>& batches, Batch& batch);
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
    Batch toUndo_; // what came of this queue
    Batch toRedo_;
    std::vector<Batch> undoable_;
    std::vector<Batch> redoable_;
};

} // namespace samepage::gui
