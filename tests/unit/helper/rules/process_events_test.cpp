// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/process_events.h"

#include <gtest/gtest.h>

#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <random>
#include <span>
#include <vector>

namespace samepage {
namespace {

using Bytes = std::vector<std::byte>;

template <typename Value>
void append(Bytes& bytes, const Value& value) {
    const auto raw = std::as_bytes(std::span(&value, 1));
    bytes.insert(bytes.end(), raw.begin(), raw.end());
}

Bytes message(const proc_event& event, std::uint32_t index = CN_IDX_PROC) {
    cn_msg connector = {};
    connector.id = {.idx = index, .val = CN_VAL_PROC};
    connector.len = sizeof(event);
    nlmsghdr header = {};
    header.nlmsg_type = NLMSG_DONE;
    header.nlmsg_len = NLMSG_HDRLEN + sizeof(connector) + sizeof(event);
    Bytes bytes;
    append(bytes, header);
    bytes.resize(bytes.size() + sizeof(connector));
    std::memcpy(bytes.data() + sizeof(header), &connector, sizeof(connector));
    append(bytes, event);
    return bytes;
}

proc_event started(pid_t pid) {
    proc_event event = {};
    event.what = PROC_EVENT_EXEC;
    event.event_data.exec.process_pid = pid;
    event.event_data.exec.process_tgid = pid;
    return event;
}

proc_event otherUser(pid_t thread, pid_t pid) {
    proc_event event = {};
    event.what = PROC_EVENT_UID;
    event.event_data.id.process_pid = thread;
    event.event_data.id.process_tgid = pid;
    return event;
}

proc_event answer(std::uint32_t error) {
    proc_event event = {};
    event.what = PROC_EVENT_NONE;
    event.event_data.ack.err = error;
    return event;
}

ProcessEvents eventsIn(const Bytes& bytes) {
    ProcessEvents events;
    addProcessEvents(events, bytes);
    EXPECT_FALSE(events.lost);
    return events;
}

TEST(ProcessEventsTest, TakesStartsAndChangesOfTheUser) {
    EXPECT_EQ(eventsIn(message(started(7))).processes, (std::map<pid_t, bool>{{7, true}}));
    // Of the process, whichever thread it was.
    EXPECT_EQ(eventsIn(message(otherUser(9, 8))).processes, (std::map<pid_t, bool>{{8, false}}));
}

TEST(ProcessEventsTest, AStartCountsMore) {
    ProcessEvents events;
    addProcessEvents(events, message(otherUser(7, 7)));
    addProcessEvents(events, message(started(7)));
    addProcessEvents(events, message(otherUser(7, 7)));
    EXPECT_EQ(events.processes, (std::map<pid_t, bool>{{7, true}}));
}

TEST(ProcessEventsTest, ReadsSeveralMessagesInOneDatagram) {
    Bytes bytes = message(started(7));
    bytes.resize(NLMSG_ALIGN(bytes.size()));
    const Bytes second = message(started(8));
    bytes.insert(bytes.end(), second.begin(), second.end());
    EXPECT_EQ(eventsIn(bytes).processes.size(), 2U);
}

TEST(ProcessEventsTest, OthersAreNothing) {
    for (const auto what :
         {PROC_EVENT_NONE, PROC_EVENT_FORK, PROC_EVENT_GID, PROC_EVENT_COMM, PROC_EVENT_EXIT}) {
        proc_event event = started(7);
        event.what = what;
        EXPECT_TRUE(eventsIn(message(event)).processes.empty());
    }
    EXPECT_TRUE(eventsIn(message(started(7), CN_IDX_PROC + 1)).processes.empty());
}

TEST(ProcessEventsTest, WhatIsCutOffIsNothing) {
    const Bytes whole = message(started(7));
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_TRUE(eventsIn(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(length)))
                        .processes.empty())
            << length;
}

TEST(ProcessEventsTest, NoBytesDoHarm) {
    std::mt19937 random(7); // NOLINT(*-msc51-cpp): the same each time
    const Bytes whole = message(started(7));
    for (int round = 0; round < 20000; ++round) {
        Bytes bytes = whole;
        for (int change = 0; change < 4; ++change)
            bytes.at(random() % bytes.size()) = static_cast<std::byte>(random());
        bytes.resize(random() % (bytes.size() + 1));
        EXPECT_LE(eventsIn(bytes).processes.size(), 1U);
        static_cast<void>(listenAnswer(bytes));
    }
}

TEST(ProcessEventsTest, TheAnswerToListeningIsFound) {
    EXPECT_EQ(listenAnswer(message(answer(0))), 0);
    EXPECT_EQ(listenAnswer(message(answer(1))), 1);
    EXPECT_EQ(listenAnswer(message(started(7))), std::nullopt);
    EXPECT_EQ(listenAnswer({}), std::nullopt);
}

} // namespace
} // namespace samepage
