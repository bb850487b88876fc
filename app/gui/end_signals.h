// SPDX-License-Identifier: GPL-2.0-or-later
// Lets the process end in an orderly way when it is told to by a signal.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace samepage::gui {

// One of them in a process, at most.
class EndSignals : public QObject {
    Q_OBJECT

public:
    // From here on SIGTERM, SIGINT and SIGHUP only become told(). A second one of
    // them ends the process.
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

signals:
    void told();

private:
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace samepage::gui
