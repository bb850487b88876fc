// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/run.h"

#include "text/log.h"
#include "unique_fd.h"

#include <sdbus-c++/Error.h>

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/signalfd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <utility>

namespace samepage {
namespace {

/// SIGTERM and SIGINT as something to read. Blocked before any thread starts,
/// so that no thread is interrupted by them.
UniqueFd stopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return UniqueFd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

} // namespace

int runService(std::unique_ptr<EngineSource> engines, const Service::Options& options) {
    // polkit's answers come through GLib.
    if (!QAbstractEventDispatcher::instance()->inherits("QEventDispatcherGlib")) {
        log(LogLevel::Error, "Qt runs without its GLib event loop (is QT_NO_GLIB set?), so polkit "
                             "could not be asked.");
        return EXIT_FAILURE;
    }
    try {
        const UniqueFd stop = stopSignals();
        const Service service(std::move(engines), options);
        const QSocketNotifier stopped(stop.get(), QSocketNotifier::Read);
        QObject::connect(&stopped, &QSocketNotifier::activated, QCoreApplication::instance(),
                         [] { QCoreApplication::quit(); });
        return QCoreApplication::exec();
    } catch (const sdbus::Error& error) {
        log(LogLevel::Error, "Could not start: " + error.getMessage());
        return EXIT_FAILURE;
    }
}

} // namespace samepage
