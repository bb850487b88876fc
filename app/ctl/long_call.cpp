// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/long_call.h"

#include "ctl/bus_wait.h"
#include "ctl/progress_line.h"
#include "ctl/stop_signals.h"

#include <chrono>
#include <memory>
#include <utility>

namespace samepage::ctl {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Shared with the handlers of answers, which may come when nobody waits any more.
struct Answer {
    bool arrived = false;
    std::optional<sdbus::Error> error;
    client::Dictionary reply;
};

// The call ends for certain when this program leaves the bus; this lets it end
// before that, so that nothing goes on when the prompt of the shell is back.
void cancel(Bus& bus, const std::function<void()>& sendCancel, const StopSignals& stop,
            const Answer& answer) {
    const auto deadline = steady_clock::now() + std::chrono::seconds(2);
    try {
        sendCancel();
        while (!answer.arrived && steady_clock::now() < deadline) {
            if (handleOrWait(bus.connection(), stop.fd(), milliseconds(100))) {
                return; // once more: at once
            }
        }
    } catch (const sdbus::Error&) {
        // Ctrl-C ended ssh too: then the call has ended with the connection.
        return;
    }
}

ProgressHandler showIn(const std::shared_ptr<ProgressLine>& line) {
    return [shown = std::weak_ptr(line)](std::uint64_t done, std::uint64_t total) {
        if (const auto still = shown.lock()) {
            still->show(done, total);
        }
    };
}

client::Dictionary waitFor(Bus& bus, const std::function<void(LongReply)>& send,
                           const std::function<void()>& sendCancel) {
    return bus.authorised([&] {
        const StopSignals stop;
        const auto answer = std::make_shared<Answer>();
        send([answer](std::optional<sdbus::Error> error, client::Dictionary reply) {
            answer->arrived = true;
            answer->error = std::move(error);
            answer->reply = std::move(reply);
        });
        while (!answer->arrived) {
            if (handleOrWait(bus.connection(), stop.fd())) {
                const int signal = stop.take();
                cancel(bus, sendCancel, stop, *answer);
                throw Interrupted(signal);
            }
        }
        if (answer->error) {
            if (const int signal = stop.take(); signal != 0) {
                throw Interrupted(signal); // it ended ssh, and with that the call
            }
            throw sdbus::Error(*answer->error);
        }
        return std::move(answer->reply);
    });
}

} // namespace

client::Dictionary callLong(Bus& bus, const std::string& doing,
                            const std::function<void(LongReply)>& send) {
    const auto line = std::make_shared<ProgressLine>(doing);
    bus.processes().listen(showIn(line));
    return waitFor(bus, send, [&] {
        bus.processes()
            .getProxy()
            .callMethod("Cancel")
            .onInterface(client::processesInterface)
            .withArguments(std::uint32_t{0}, std::uint64_t{0}, client::Dictionary())
            .dontExpectReply();
    });
}

void unmergeAll(Bus& bus) {
    const auto line = std::make_shared<ProgressLine>("Unmerging");
    bus.engine().listenToProgress(showIn(line));
    const auto send = [&](const LongReply& reply) {
        bus.engine()
            .getProxy()
            .callMethodAsync("UnmergeAll")
            .onInterface(client::engineInterface)
            .uponReplyInvoke([reply](std::optional<sdbus::Error> error) {
                reply(std::move(error), client::Dictionary());
            });
    };
    static_cast<void>(waitFor(bus, send, [&] {
        bus.engine()
            .getProxy()
            .callMethod("Cancel")
            .onInterface(client::engineInterface)
            .withArguments(client::Dictionary())
            .dontExpectReply();
    }));
}

} // namespace samepage::ctl
