// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/module_files.h"

#include "temp_tree.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

TEST(ModulesDepHas, FindsModulesByName) {
    EXPECT_TRUE(modulesDepHas("updates/dkms/samepage.ko.xz:\n", "samepage"));
    EXPECT_TRUE(modulesDepHas("a/b.ko: c/d.ko\nextra/samepage.ko: a/b.ko\n", "samepage"));
    EXPECT_TRUE(modulesDepHas("samepage.ko.zst:", "samepage"));
}

TEST(ModulesDepHas, IsNotFooled) {
    EXPECT_FALSE(modulesDepHas("", "samepage"));
    EXPECT_FALSE(modulesDepHas("extra/notsamepage.ko:\n", "samepage"));
    EXPECT_FALSE(modulesDepHas("extra/samepage.kox:\n", "samepage"));
    EXPECT_FALSE(modulesDepHas("samepage.ko/other.ko:\n", "samepage"));
    EXPECT_FALSE(modulesDepHas("a/b.ko: extra/samepage.ko\n", "samepage"));
}

TEST(ModuleFiles, KnowsThatItsSourceWaitsToBeBuilt) {
    const TempTree tree;
    const ModuleFiles files(tree.root(), "6.12.0");
    EXPECT_FALSE(files.sourceInstalled());
    tree.write("usr/src/other-1.0/dkms.conf", "");
    tree.write("usr/src/samepage-tools-1.0/dkms.conf", "");
    tree.write("usr/src/samepage-0.2.0/README", ""); // a leftover
    EXPECT_FALSE(files.sourceInstalled());
    tree.write("usr/src/samepage-0.3.0/dkms.conf", "");
    EXPECT_TRUE(files.sourceInstalled());
}

TEST(ModuleFiles, ReadsTheState) {
    const TempTree tree;
    const ModuleFiles files(tree.root(), "6.12.0");
    EXPECT_FALSE(files.loaded());
    EXPECT_FALSE(files.installed());
    EXPECT_FALSE(files.inUse());
    EXPECT_EQ(files.version(), "");

    tree.write("lib/modules/6.11.0/modules.dep", "extra/samepage.ko:\n"); // another kernel's
    EXPECT_FALSE(files.installed());
    tree.write("lib/modules/6.12.0/modules.dep", "extra/samepage.ko:\n");
    EXPECT_TRUE(files.installed());

    tree.write("sys/module/samepage/initstate", "coming\n");
    EXPECT_FALSE(files.loaded());
    tree.write("sys/module/samepage/initstate", "live\n");
    tree.write("sys/module/samepage/refcnt", "0\n");
    tree.write("sys/module/samepage/version", "0.1.0\n");
    EXPECT_TRUE(files.loaded());
    EXPECT_FALSE(files.inUse());
    EXPECT_EQ(files.version(), "0.1.0");
    tree.write("sys/module/samepage/refcnt", "1\n");
    EXPECT_TRUE(files.inUse());
}

} // namespace
} // namespace samepage
