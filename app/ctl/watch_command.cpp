// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/bus_wait.h"
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/stop_signals.h"
#include "ctl/watch_format.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

namespace samepage::ctl {
namespace {

// Lines below a header that a terminal shows together with it and with the line
// of the cursor; it may have become another size.
unsigned linesPerHeader() {
    constexpr unsigned usual = 24;
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
    const unsigned rows = known ? size.ws_row : usual;
    return rows > 3 ? rows - 2 : 1;
}

class Watch {
public:
    Watch(Bus& bus, const CommandLine& commandLine)
        : bus_(bus)
        , commandLine_(commandLine)
        , repeatHeader_(isatty(STDOUT_FILENO) != 0) {}

    void run() {
        const auto serviceGone = bus_.connection().addMatch(
            "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" +
                std::string(client::serviceName) + "'",
            [this](sdbus::Message message) { nameOwnerChanged(message); }, sdbus::return_slot);
        bus_.engine().listen([this](std::uint64_t usec, const CounterMap& counters) {
            countersChanged(usec, counters);
        });
        bus_.engine().Subscribe();
        // Somebody may have been subscribed already, and a service that was
        // started by this call is no reason to stop.
        subscribed_ = true;
        try {
            while (!finished() && !handleOrWait(bus_.connection(), stop_.fd())) {
            }
            if (gone_) {
                throw sdbus::Error(sdbus::Error::Name("org.freedesktop.DBus.Error.NoReply"),
                                   "The service left the bus");
            }
            bus_.engine().Unsubscribe();
        } catch (const sdbus::Error&) {
            // Ctrl-C ends ssh too, which may be faster than we are.
            if (stop_.take() == 0) {
                throw;
            }
        }
    }

private:
    bool finished() const { return gone_ || (commandLine_.count && lines_ >= *commandLine_.count); }

    void nameOwnerChanged(sdbus::Message& message) {
        std::string name;
        std::string oldOwner;
        std::string newOwner;
        message >> name >> oldOwner >> newOwner;
        gone_ = gone_ || (subscribed_ && newOwner.empty());
    }

    void countersChanged(std::uint64_t usec, const CounterMap& counters) {
        const Sample sample{.usec = usec, .counters = client::parseCounters(counters)};
        if (finished() || !due(usec)) {
            return;
        }
        if (commandLine_.json) {
            std::cout << jsonLine(watchJson(usec, counters, ratesSince(previous_, sample)));
        } else {
            printLine(sample);
        }
        std::cout.flush();
        previous_ = sample;
        ++lines_;
    }

    void printLine(const Sample& sample) {
        if (lines_ == 0 || (repeatHeader_ && belowHeader_ >= linesPerHeader())) {
            std::cout << watchHeader(commandLine_.bytes);
            belowHeader_ = 0;
        }
        std::cout << watchLine(sample, ratesSince(previous_, sample), commandLine_.bytes);
        ++belowHeader_;
    }

    // The service sends each second, more or less: half a second is no reason
    // to wait for another one. A clock that was set back must not silence it.
    [[nodiscard]] bool due(std::uint64_t usec) const {
        const auto interval = std::chrono::microseconds(commandLine_.interval).count();
        return !previous_ || usec < previous_->usec ||
               usec - previous_->usec + 500'000 >= static_cast<std::uint64_t>(interval);
    }

    Bus& bus_;
    const CommandLine& commandLine_;
    bool repeatHeader_;
    StopSignals stop_;
    std::optional<Sample> previous_;
    std::uint64_t lines_ = 0;
    unsigned belowHeader_ = 0;
    bool subscribed_ = false;
    bool gone_ = false;
};

} // namespace

ExitCode runWatch(Bus& bus, const CommandLine& commandLine) {
    Watch(bus, commandLine).run();
    return ExitCode::Ok;
}

} // namespace samepage::ctl
