// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/prepared_reply.h"

#include "bus/sd_result.h"

#include <systemd/sd-bus.h>

namespace samepage {
namespace {

void check(int result) {
    checkSdResult(result, "The answer could not be sent");
}

} // namespace

PreparedReply::PreparedReply(sd_bus_message* call) {
    check(::sd_bus_message_new_method_return(call, &message_));
}

PreparedReply::~PreparedReply() {
    ::sd_bus_message_unref(message_);
}

void PreparedReply::send() {
    check(::sd_bus_send(nullptr, message_, nullptr));
}

} // namespace samepage
