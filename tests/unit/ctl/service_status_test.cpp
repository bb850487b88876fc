// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/service_status.h"

#include <gmock/gmock.h>

#include <set>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(StatusText, ShowsEngineAndCounters) {
    const ServiceStatus status{.backend = "module",
                               .state = "running",
                               .problem = "",
                               .version = "0.1.0",
                               .moduleVersion = "0.1.0",
                               .counters = {{"pages_shared", 10},
                                            {"pages_sharing", 300},
                                            {"saved_bytes", 1228800},
                                            {"full_scans", 4}}};
    const std::string text = statusText(status, false);
    EXPECT_THAT(text, HasSubstr("Engine    kernel module 0.1.0\n"));
    EXPECT_THAT(text, HasSubstr("State     running\n"));
    EXPECT_THAT(text, HasSubstr("Saved     1.2 MiB\n"));
    EXPECT_THAT(text, HasSubstr("Sharing   300 pages"));
    EXPECT_THAT(text, HasSubstr("in 4 full passes"));
    EXPECT_THAT(text, Not(HasSubstr("Problem")));
    EXPECT_THAT(statusText(status, true), HasSubstr("Saved     1228800\n"));
}

TEST(StatusText, SaysThatTheLoadedModuleIsAnotherVersion) {
    ServiceStatus status{.backend = "module",
                         .state = "running",
                         .problem = "",
                         .version = "0.2.0",
                         .moduleVersion = "0.1.0",
                         .counters = {}};
    const std::string text = statusText(status, false);
    EXPECT_THAT(text, HasSubstr("Engine    kernel module 0.1.0\n"));
    EXPECT_THAT(text, HasSubstr("Note      The loaded kernel module is version 0.1.0, the service "
                                "is 0.2.0."));
    EXPECT_THAT(text, HasSubstr("samepagectl unload; samepagectl load\n"));
    status.moduleVersion = "0.2.0";
    EXPECT_THAT(statusText(status, false), Not(HasSubstr("Note")));
    // What is loaded and not in use is told as the problem.
    status.moduleVersion = "0.1.0";
    status.backend = "builtin";
    status.problem = "module-incompatible";
    EXPECT_THAT(statusText(status, false), Not(HasSubstr("Note")));
}

TEST(StatusText, SaysWhatToDoWithoutAnEngine) {
    ServiceStatus status;
    status.backend = "none";
    status.state = "unavailable";
    status.problem = "module-not-loaded";
    const std::string text = statusText(status, false);
    EXPECT_THAT(text, HasSubstr("Engine    none\n"));
    EXPECT_THAT(text, HasSubstr("samepagectl load"));
    EXPECT_THAT(text, Not(HasSubstr("Saved")));
}

TEST(ProblemText, DiffersForEveryProblem) {
    std::set<std::string> texts;
    for (const char* problem :
         {"", "module-not-loaded", "module-not-installed", "module-refused", "module-not-built",
          "module-locked-down", "module-unsupported", "module-failed", "module-incompatible",
          "builtin-busy", "something-new"}) {
        texts.insert(problemText(problem));
    }
    EXPECT_EQ(texts.size(), 11U);
    EXPECT_EQ(problemText("something-new\x1b"), "something-new?");
}

} // namespace
} // namespace samepage::ctl
