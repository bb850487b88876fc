// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/client_error.h"

#include <gtest/gtest.h>

#include <cstring>

namespace samepage::client {
namespace {

TEST(ClientError, MapsEveryErrorOfTheContract) {
    const std::string own = "org.samepage.Samepage1.Error.";
    for (const char* how : {"", "Dismissed", "NoAgent", "Timeout", "Unavailable"})
        EXPECT_EQ(errorKind(own + "NotAuthorized" + how), ErrorKind::NotAuthorized) << how;
    EXPECT_EQ(errorKind(own + "Unavailable"), ErrorKind::Unavailable);
    EXPECT_EQ(errorKind(own + "NotSupported"), ErrorKind::NotSupported);
    EXPECT_EQ(errorKind(own + "Busy"), ErrorKind::Busy);
    EXPECT_EQ(errorKind(own + "Failed"), ErrorKind::Failed);
    EXPECT_EQ(errorKind(own + "NoSuchProcess"), ErrorKind::NoSuchProcess);
    EXPECT_EQ(errorKind(own + "NotMarkable"), ErrorKind::NotMarkable);
    EXPECT_EQ(errorKind(own + "InvalidArgument"), ErrorKind::InvalidArgument);
    EXPECT_EQ(errorKind(own + "Cancelled"), ErrorKind::Cancelled);
    EXPECT_EQ(errorKind(own + "Holiday"), ErrorKind::Unknown);
}

TEST(ClientError, MapsWhatTheBusAndItsActivationSay) {
    const std::string bus = "org.freedesktop.DBus.Error.";
    EXPECT_EQ(errorKind(bus + "InteractiveAuthorizationRequired"), ErrorKind::NeedsInteraction);
    EXPECT_EQ(errorKind(bus + "ServiceUnknown"), ErrorKind::HelperNotInstalled);
    EXPECT_EQ(errorKind(bus + "Spawn.ExecFailed"), ErrorKind::HelperNotAnswering);
    EXPECT_EQ(errorKind(bus + "NoReply"), ErrorKind::HelperNotAnswering);
    EXPECT_EQ(errorKind(bus + "UnknownMethod"), ErrorKind::HelperIncompatible);
    EXPECT_EQ(errorKind("org.freedesktop.systemd1.UnitMasked"), ErrorKind::HelperNotAnswering);
    EXPECT_EQ(errorKind("System.Error.ECONNRESET"), ErrorKind::BusGone);
    EXPECT_EQ(errorKind(""), ErrorKind::Unknown);
}

TEST(ClientError, PrefersTheWordsOfTheService) {
    const auto error = describe(
        sdbus::Error{sdbus::Error::Name{"org.samepage.Samepage1.Error.Busy"}, "ksmd runs."});
    EXPECT_EQ(error.kind, ErrorKind::Busy);
    EXPECT_EQ(text(error), "ksmd runs.");
    EXPECT_EQ(text({.kind = ErrorKind::Busy, .name = "", .message = ""}),
              sentence(ErrorKind::Busy));
}

TEST(ClientError, DoesNotRepeatTheBusToPeople) {
    const auto error = describe(
        sdbus::Error{sdbus::Error::Name{"org.freedesktop.DBus.Error.ServiceUnknown"},
                     "The name org.samepage.Samepage1 was not provided by any .service files"});
    EXPECT_EQ(text(error), sentence(ErrorKind::HelperNotInstalled));
}

TEST(ClientError, EveryKindHasASentence) {
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Unknown); ++kind) {
        const char* words = sentence(static_cast<ErrorKind>(kind));
        ASSERT_GT(std::strlen(words), 10U);
        EXPECT_EQ(words[std::strlen(words) - 1], '.');
    }
}

} // namespace
} // namespace samepage::client
