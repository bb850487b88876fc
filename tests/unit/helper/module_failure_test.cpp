// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_failure.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <optional>

namespace samepage {
namespace {

TEST(ModuleFailure, PassesTheSentenceOfTheKernelOn) {
    EXPECT_THAT(std::optional(moduleFailure({EINVAL, "this is a kernel thread"})),
                FailsWith(FailureKind::NotMarkable, "this is a kernel thread"));
}

TEST(ModuleFailure, TellsCausesApart) {
    EXPECT_EQ(moduleFailure({ESRCH, ""}).kind(), FailureKind::NoSuchProcess);
    EXPECT_EQ(moduleFailure({ESTALE, ""}).kind(), FailureKind::NoSuchProcess);
    EXPECT_EQ(moduleFailure({EBUSY, ""}).kind(), FailureKind::Busy);
    EXPECT_EQ(moduleFailure({EOPNOTSUPP, ""}).kind(), FailureKind::NotSupported);
    EXPECT_EQ(moduleFailure({ENOMEM, ""}).kind(), FailureKind::Failed);
    EXPECT_EQ(moduleFailure({EPERM, ""}).kind(), FailureKind::Failed);
    EXPECT_EQ(moduleFailure({E2BIG, ""}).kind(), FailureKind::InvalidArgument);
    EXPECT_EQ(moduleFailure({ECANCELED, ""}).kind(), FailureKind::Cancelled);
}

TEST(ModuleFailure, ModuleThatIsBeingUnloadedIsNoRefusal) {
    for (const int error : {ENOENT, EPROTONOSUPPORT})
        EXPECT_THAT(std::optional(moduleFailure({error, ""})),
                    FailsWith(FailureKind::Unavailable, "it is being unloaded"));
}

TEST(ModuleFailure, CancellingIsNoRefusal) {
    EXPECT_STREQ(moduleFailure({ECANCELED, "everything is being unmerged"}).what(),
                 "It was ended early: everything is being unmerged.");
}

TEST(ModuleFailure, HasAlwaysASentence) {
    EXPECT_THAT(std::optional(moduleFailure({ESRCH, ""})),
                FailsWith(FailureKind::NoSuchProcess, "the process has exited"));
    EXPECT_THAT(std::optional(moduleFailure({ENOMEM, ""})),
                FailsWith(FailureKind::Failed, "Cannot allocate memory"));
    EXPECT_THAT(std::optional(moduleFailure({ENOMEM, "a\nb"})),
                FailsWith(FailureKind::Failed, "a\uFFFDb"));
}

} // namespace
} // namespace samepage
