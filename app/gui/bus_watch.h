// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a connection to a bus in the event loop of the thread that it lives on.
#pragma once

#include <sdbus-c++/IConnection.h>

#include <QObject>
#include <QSocketNotifier>
#include <QString>
#include <QTimer>

namespace samepage::gui {

class BusWatch : public QObject {
    Q_OBJECT

public:
    // `connection` must outlive this.
    explicit BusWatch(sdbus::IConnection& connection, QObject* parent = nullptr);

    // Handles what has come until now. To be called once handlers are in place.
    void pump();

signals:
    // Nothing more comes. The last thing that happens: receivers may delete this.
    void lost(const QString& reason);

private:
    void updatePoll(const sdbus::IConnection::PollData& poll);

    sdbus::IConnection& connection_;
    // The descriptors that sd-bus wants to be woken up by.
    QSocketNotifier readable_;
    QSocketNotifier writable_;
    QSocketNotifier event_;
    QTimer timer_;
};

} // namespace samepage::gui
