// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/exit_code.h"
#include "ctl/failure.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace samepage::ctl {
namespace {

ExitCode codeOf(const char* errorName) {
    return describeFailure(sdbus::Error(sdbus::Error::Name(errorName), "why")).code;
}

TEST(ExitCode, TellsScriptsWhatWentWrong) {
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.NotAuthorized"), ExitCode::NotAuthorized);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.NotAuthorizedNoAgent"), ExitCode::NotAuthorized);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.NotAuthorizedUnavailable"),
              ExitCode::NotAuthorized);
    EXPECT_EQ(codeOf("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"),
              ExitCode::NotAuthorized);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.NoSuchProcess"), ExitCode::NoSuchProcess);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.Unavailable"), ExitCode::Unavailable);
    EXPECT_EQ(codeOf("org.freedesktop.DBus.Error.ServiceUnknown"), ExitCode::Unavailable);
    EXPECT_EQ(codeOf("org.freedesktop.DBus.Error.NoReply"), ExitCode::Unavailable);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.Busy"), ExitCode::Failed);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.NotMarkable"), ExitCode::Failed);
    EXPECT_EQ(codeOf("org.samepage.Samepage1.Error.Cancelled"), ExitCode::Failed);
    EXPECT_EQ(codeOf("com.example.Error.New"), ExitCode::Failed);
}

TEST(ExitCode, NumbersAreTheDocumentedOnes) {
    EXPECT_EQ(static_cast<int>(ExitCode::Ok), 0);
    EXPECT_EQ(static_cast<int>(ExitCode::Failed), 1);
    EXPECT_EQ(static_cast<int>(ExitCode::Usage), 2);
    EXPECT_EQ(static_cast<int>(ExitCode::NotAuthorized), 3);
    EXPECT_EQ(static_cast<int>(ExitCode::NoSuchProcess), 4);
    EXPECT_EQ(static_cast<int>(ExitCode::Unavailable), 5);
}

TEST(Failure, KeepsNameAndSentenceOfTheService) {
    const Failure failure = describeFailure(
        sdbus::Error(sdbus::Error::Name("org.samepage.Samepage1.Error.Busy"), "It runs."));
    EXPECT_EQ(failure.name, "org.samepage.Samepage1.Error.Busy");
    EXPECT_EQ(failure.message, "It runs.");
}

TEST(Failure, TakesOtherExceptionsToo) {
    const std::runtime_error error("pipe: no more files");
    const Failure failure = describeFailure(error);
    EXPECT_EQ(failure.code, ExitCode::Failed);
    EXPECT_EQ(failure.message, "pipe: no more files");
}

} // namespace
} // namespace samepage::ctl
