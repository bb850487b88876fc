// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/metrics_text.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

ServiceStatus status() {
    return {.backend = "module",
            .state = "running",
            .problem = "",
            .version = "0.2.0",
            .moduleVersion = "0.2.0",
            .counters = {{"saved_bytes", 4096}, {"pages_scanned", 77}, {"unheard_of", 1}}};
}

TEST(Metrics, HaveTypeUnitAndHelp) {
    const std::string text = metricsText(status());
    EXPECT_THAT(text, HasSubstr("# TYPE samepage_saved_bytes gauge\n"
                                "# UNIT samepage_saved_bytes bytes\n"
                                "# HELP samepage_saved_bytes Memory that merging saves.\n"
                                "samepage_saved_bytes 4096\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE samepage_scanned_pages counter\n"));
    EXPECT_THAT(text, HasSubstr("\nsamepage_scanned_pages_total 77\n"));
    EXPECT_THAT(text, EndsWith("\n# EOF\n"));
}

TEST(Metrics, LeaveOutWhatIsNotKnown) {
    const std::string text = metricsText(status());
    EXPECT_THAT(text, Not(HasSubstr("samepage_shared_pages")));
    EXPECT_THAT(text, Not(HasSubstr("unheard_of")));
}

TEST(Metrics, TellTheStateAndTheProblem) {
    ServiceStatus now = status();
    now.state = "paused";
    now.problem = "builtin-busy";
    const std::string text = metricsText(now);
    EXPECT_THAT(text, HasSubstr("samepage_engine_state{state=\"running\"} 0\n"
                                "samepage_engine_state{state=\"waiting\"} 0\n"
                                "samepage_engine_state{state=\"paused\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("samepage_problem{reason=\"builtin-busy\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("samepage_problem{reason=\"module-failed\"} 0\n"));
}

TEST(Metrics, TellAStateOfALaterVersion) {
    ServiceStatus now = status();
    now.state = "dreaming \"a\\b\"\n";
    const std::string text = metricsText(now);
    EXPECT_THAT(text, HasSubstr("{state=\"dreaming \\\"a\\\\b\\\"?\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("{state=\"running\"} 0\n"));
}

TEST(Metrics, NameTheVersions) {
    EXPECT_THAT(metricsText(status()),
                HasSubstr("samepage_build_info{version=\"0.2.0\",module_version=\"0.2.0\"} 1\n"));
}

} // namespace
} // namespace samepage::ctl
