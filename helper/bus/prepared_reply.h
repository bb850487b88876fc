// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

struct sd_bus_message;

namespace samepage {

/// The answer to a call, to be filled on a worker thread: writing a long one
/// would hold up the bus thread. Made, sent and destroyed on the bus thread; in
/// between it belongs to one thread at a time.
class PreparedReply {
public:
    /// Throws Failure.
    explicit PreparedReply(sd_bus_message* call);
    ~PreparedReply();
    PreparedReply(const PreparedReply&) = delete;
    PreparedReply& operator=(const PreparedReply&) = delete;

    [[nodiscard]] sd_bus_message* message() const noexcept { return message_; }
    /// Throws Failure, when it is too long, say: then there is still no answer.
    void send();

private:
    sd_bus_message* message_ = nullptr;
};

} // namespace samepage
