// SPDX-License-Identifier: GPL-2.0-or-later
// samepaged-fake, ended at the latest with this object.
#pragma once

#include <QProcess>

#include <gtest/gtest.h>

namespace samepage::gui {

class ServiceProcess {
public:
    explicit ServiceProcess(const QStringList& arguments = {}) {
        process_.setProcessChannelMode(QProcess::ForwardedChannels);
        process_.start(qEnvironmentVariable("SAMEPAGED_FAKE"), arguments);
        EXPECT_TRUE(process_.waitForStarted());
    }
    ~ServiceProcess() { kill(); }
    ServiceProcess(const ServiceProcess&) = delete;
    ServiceProcess& operator=(const ServiceProcess&) = delete;
    ServiceProcess(ServiceProcess&&) = delete;
    ServiceProcess& operator=(ServiceProcess&&) = delete;

    void kill() {
        process_.kill();
        process_.waitForFinished();
    }

    bool hasEnded() const { return process_.state() == QProcess::NotRunning; }

private:
    QProcess process_;
};

} // namespace samepage::gui
