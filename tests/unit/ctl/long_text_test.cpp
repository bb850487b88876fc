// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/long_text.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MergedText, SaysHowMuch) {
    EXPECT_EQ(mergedText(12, 3 << 20, false), "Merged 3.0 MiB of process 12.\n");
    EXPECT_EQ(mergedText(12, 4096, true), "Merged 4096 bytes of process 12.\n");
    EXPECT_EQ(mergedText(12, 0, false), "There was nothing more to merge in process 12.\n");
}

TEST(EstimateText, NamesWhatThereIs) {
    EXPECT_EQ(estimateText({.saved = 3 << 20,
                            .within = 2 << 20,
                            .zero = 1 << 20,
                            .lookedPages = 500,
                            .processes = 2},
                           false),
              "Marking 2 processes would save 3.0 MiB.\n"
              "\n"
              "  SAVED  BECAUSE\n"
              "2.0 MiB  their pages equal each other\n"
              "1.0 MiB  they hold nothing but zeroes\n"
              "\n"
              "500 pages were compared.\n");
}

TEST(EstimateText, SaysHowSureItIs) {
    const std::string text = estimateText({.saved = 4096,
                                           .merged = 4096,
                                           .error = 100,
                                           .lookedPages = 9,
                                           .changedPages = 3,
                                           .sample = 4,
                                           .processes = 1},
                                          true);
    EXPECT_THAT(text,
                HasSubstr("Marking 1 process would save 4096 bytes, give or take 100 bytes.\n"));
    EXPECT_THAT(text, HasSubstr("9 pages were compared, one in 4 contents; 3 changed and were "
                                "left out.\n"));
}

TEST(EstimateText, OfNothingHasNoTable) {
    EXPECT_EQ(estimateText({.lookedPages = 1, .processes = 1}, false),
              "Marking 1 process would save 0 B.\n1 pages were compared.\n");
}

TEST(ExplanationText, ShowsTheLargestFirstAndNoEmptyOnes) {
    const std::string text = explanationText(
        12,
        {.resident = 7168,
         .reasons = {{"file", 4096}, {"merged", 1024}, {"zero", 0}, {"new\n", 2048}}},
        true);
    EXPECT_EQ(text, "Process 12 has 7168 bytes of memory.\n"
                    "\n"
                    "BYTES  STATE   MEANING\n"
                    " 4096  file    of files: shared anyway\n"
                    " 2048  new?\n"
                    " 1024  merged  merged with equal pages\n");
}

TEST(ExplanationText, KnowsEveryReasonOfTheService) {
    for (const char* reason : {"merged", "zero", "unique", "volatile", "unseen", "unmarked", "file",
                               "shared", "huge", "pinned", "other_domain", "protected", "other"}) {
        const std::string text =
            explanationText(1, {.resident = 1, .reasons = {{reason, 1}}}, true);
        EXPECT_THAT(text, Not(HasSubstr(std::string(reason) + "\n"))) << "it has a meaning";
    }
}

} // namespace
} // namespace samepage::ctl
