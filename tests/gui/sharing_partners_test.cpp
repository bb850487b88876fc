// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/sharing_partners.h"

#include "made_up.h"

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ProcessRow;

ProcessRow merged(std::uint32_t pid, const char* name) {
    ProcessRow row = madeUpProcess(pid, name, 100 << 20);
    row.marked = row.mergeable = true;
    row.merged = 10 << 20;
    return row;
}

TEST(SharingPartners, AreOfTheSameUserAndHaveMergedMemoryToo) {
    std::vector<ProcessRow> rows{merged(1, "web"), merged(2, "web"), merged(3, "web"),
                                 merged(4, "web"), merged(5, "db")};
    rows[2].merged = 0;
    ++rows[3].uid;
    const SharingPartners partners = sharingPartners(rows[0], rows);
    ASSERT_EQ(partners.sameProgram.size(), 1U);
    EXPECT_EQ(partners.sameProgram[0].key, rows[1].key);
    ASSERT_EQ(partners.otherPrograms.size(), 1U);
    EXPECT_EQ(partners.otherPrograms[0].key, rows[4].key);
    EXPECT_EQ(partnersText(rows[0], partners),
              QStringLiteral("Most likely others of the same program that have merged memory too: "
                             "PID 2. Possibly also other programs of the same user: db."));
}

TEST(SharingPartners, ThatNobodyKnowsAreNotMadeUp) {
    ProcessRow alone = merged(1, "web");
    EXPECT_TRUE(partnersText(alone, sharingPartners(alone, {alone}))
                    .startsWith(QStringLiteral("Nobody in the list")));
    alone.merged = 0;
    EXPECT_TRUE(partnersText(alone, sharingPartners(alone, {alone, merged(2, "web")})).isEmpty());
}

TEST(SharingPartners, ManyAreCounted) {
    std::vector<ProcessRow> rows;
    for (std::uint32_t pid = 1; pid <= 10; ++pid) {
        rows.push_back(merged(pid, "web"));
    }
    EXPECT_TRUE(partnersText(rows[0], sharingPartners(rows[0], rows))
                    .endsWith(QStringLiteral("PID 2, 3, 4, 5, 6, 7 and 3 more.")));
}

} // namespace
} // namespace samepage::gui
