// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sdbus-c++/IConnection.h>

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <memory>

namespace samepage {

/// Runs a bus connection in the event loop of this thread.
class BusLoop : public QObject {
public:
    /// onLost is called once, when the bus has gone away.
    BusLoop(sdbus::IConnection& connection, std::function<void()> onLost);

    /// Handles what has arrived, without waiting; of a flood only so much, or
    /// nothing else would ever be done.
    void processPending(unsigned most = 4096);

private:
    void processSome();
    void prepareToWait();

    sdbus::IConnection& connection_;
    std::function<void()> onLost_;
    std::unique_ptr<QSocketNotifier> readable_;
    std::unique_ptr<QSocketNotifier> writable_;
    std::unique_ptr<QSocketNotifier> event_;
    QTimer timeout_;
    QTimer more_; // there may be more, which the socket does not tell
    bool lost_ = false;
};

} // namespace samepage
