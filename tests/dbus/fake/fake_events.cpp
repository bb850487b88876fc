// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_events.h"

#include "failure.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>

namespace samepage {

FakeEvents::FakeEvents(const std::string& path)
    // Writable, too, so that it does not end when a writer leaves.
    : pipe_(path.empty() ? ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)
                         : ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK)) {
    if (!pipe_)
        throw Failure(FailureKind::Failed, "There are no events in this test.");
}

ProcessEvents FakeEvents::read() {
    std::array<char, 4096> buffer{};
    ssize_t got = 0;
    while ((got = ::read(pipe_.get(), buffer.data(), buffer.size())) > 0)
        rest_.append(buffer.data(), static_cast<std::size_t>(got));
    ProcessEvents events;
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
        const std::string line = rest_.substr(0, end);
        rest_.erase(0, end + 1);
        if (line == "lost")
            events.lost = true;
        else if (line.starts_with("uid "))
            events.processes.try_emplace(std::stoi(line.substr(4)), false);
        else
            events.processes[std::stoi(line)] = true;
    }
    return events;
}

} // namespace samepage
