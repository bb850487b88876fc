// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/kernel_log.h"

#include "engine/problem.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

TEST(NewKernelLog, IsWhatWasNotThereBefore) {
    const std::string before = "<6>[    1.000000] one\n<6>[    2.000000] two\n";
    EXPECT_EQ(newKernelLog(before, before), "");
    EXPECT_EQ(newKernelLog(before, before + "<4>[    3.000000] three\n"),
              "<4>[    3.000000] three\n");
    EXPECT_EQ(newKernelLog("", before), before);
    // The ring buffer has moved on.
    EXPECT_EQ(newKernelLog(before, "<6>[    2.000000] two\n<6>[    9.000000] nine\n"),
              "<6>[    9.000000] nine\n");
    EXPECT_EQ(newKernelLog(before, "<6>[    9.000000] nine\n"), "<6>[    9.000000] nine\n");
}

TEST(ExplainLoadFailure, KnowsARefusedSignature) {
    const auto lockdown = explainLoadFailure(
        "<4>[   81.1] Lockdown: modprobe: unsigned module loading is restricted; see man "
        "kernel_lockdown.7\n");
    EXPECT_EQ(lockdown.problem, problem::moduleLockedDown);
    EXPECT_NE(lockdown.line.find("unsigned module loading is restricted"), std::string::npos);
    EXPECT_EQ(lockdown.line.find("81.1"), std::string::npos);
    for (const char* line : {"<5>[    5.0] Loading of unsigned module is rejected\n",
                             "<5>[    5.0] Loading of module with unavailable key is rejected\n"})
        EXPECT_EQ(explainLoadFailure(line).problem, problem::moduleRefused) << line;
}

TEST(ExplainLoadFailure, KnowsAModuleForAnotherKernel) {
    for (const char* line :
         {"<3>[ 5.0] samepage: disagrees about version of symbol module_layout\n",
          "<3>[ 5.0] samepage: version magic '6.1.0' should be '6.12.0'\n",
          "<3>[ 5.0] samepage: built for kernel 6.12.1, and this is 6.12.2; not loaded\n",
          "<4>[ 5.0] samepage: Unknown symbol ksm_madvise (err -2)\n"})
        EXPECT_EQ(explainLoadFailure(line).problem, problem::moduleIncompatible) << line;
}

TEST(ExplainLoadFailure, PassesOnWhatTheModuleSays) {
    const auto trouble = explainLoadFailure(
        "<4>[ 5.0] samepage: loading out-of-tree module taints kernel.\n"
        "<3>[ 5.1] samepage: this kernel has no ksm_enable_merge_any\n"
        "<6>[ 5.2] usb 1-1: new device\n"
        "<4>[ 5.3] samepage: module verification failed: signature and/or required key missing - "
        "tainting kernel\n");
    EXPECT_EQ(trouble.problem, problem::moduleUnsupported);
    EXPECT_EQ(trouble.line, "samepage: this kernel has no ksm_enable_merge_any");
}

TEST(ExplainLoadFailure, SaysNothingWithoutALine) {
    const auto trouble = explainLoadFailure("<6>[ 1.0] something else\n");
    EXPECT_EQ(trouble.problem, problem::moduleFailed);
    EXPECT_EQ(trouble.line, "");
}

} // namespace
} // namespace samepage
