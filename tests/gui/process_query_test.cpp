// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_query.h"

#include "made_up.h"

#include <gtest/gtest.h>

#include <random>

namespace samepage::gui {
namespace {

class ProcessQueryTest : public testing::Test {
protected:
    ProcessQueryTest() {
        row_.user = "alice";
        row_.unit = "app-jupyter@4.service";
        row_.container = "docker:0123456789ab";
        row_.exe = "/usr/bin/python3.13";
        row_.ppid = 77;
        row_.merged = 30 << 20;
        row_.saved = 20 << 20;
        row_.marked = true;
        row_.markedBy = "rule:7";
    }
    bool matches(const char* query) {
        const QString text = QString::fromStdString(row_.name + '\n' + row_.user + '\n' +
                                                    std::to_string(row_.key.pid) + '\n' + row_.unit)
                                 .toLower();
        return ProcessQuery(QString::fromUtf8(query)).matches(row_, text, estimate_);
    }
    static QString problem(const char* query) {
        return ProcessQuery(QString::fromUtf8(query)).problem();
    }

    client::ProcessRow row_ = madeUpProcess(4711, "Web Content", 100 << 20);
    EstimatePtr estimate_;
};

TEST_F(ProcessQueryTest, OperatorsLookAtTheirColumnOnly) {
    for (const char* query :
         {"name:web", "name:WEB", "user:ali", "unit:jupyter", "container:docker", "exe:python",
          "by:rule", "pid:4711", "pid:1,4711", "ppid:77", "marked", "user=alice", "USER:alice",
          "name:\"web con\"", "user:alice saved>10M marked"}) {
        EXPECT_TRUE(matches(query)) << query;
        EXPECT_TRUE(problem(query).isEmpty()) << query;
    }
    for (const char* query :
         {"name:alice", "user:web", "unit:docker", "container:jupyter", "exe:firefox", "pid:471",
          "ppid:4711", "mergeable", "by:user", "name:\"webcon\"", "user:alice name:nobody"}) {
        EXPECT_FALSE(matches(query)) << query;
        EXPECT_TRUE(problem(query).isEmpty()) << query;
    }
}

TEST_F(ProcessQueryTest, SizesAreComparedInPowersOf1024) {
    for (const char* query :
         {"rss>99M", "rss>=100M", "rss<=100MiB", "rss=104857600", "rss<101mb", "merged>29.5M",
          "saved>0,015G", "saved<1T", "saved>=20480k", "saved>1"}) {
        EXPECT_TRUE(matches(query)) << query;
    }
    for (const char* query : {"rss>100M", "rss<100M", "merged>1G", "saved<20M", "saved=19M",
                              "rss>99999999999999999T"}) {
        EXPECT_FALSE(matches(query)) << query;
    }
}

TEST_F(ProcessQueryTest, WithoutAnEstimateNothingIsKnownAboutIt) {
    EXPECT_FALSE(matches("estimated>0"));
    EXPECT_FALSE(matches("estimated<1G"));
    estimate_ = std::make_shared<const GroupEstimate>(
        GroupEstimate{.processes = {row_.key}, .estimate = {.saved = 5 << 20}});
    EXPECT_TRUE(matches("estimated>4M"));
    EXPECT_FALSE(matches("estimated<4M"));
}

TEST_F(ProcessQueryTest, AMinusTurnsAnythingRound) {
    EXPECT_FALSE(matches("-marked"));
    EXPECT_TRUE(matches("-mergeable"));
    EXPECT_FALSE(matches("-user:alice"));
    EXPECT_TRUE(matches("-user:bob -saved>1G -nothing"));
    EXPECT_FALSE(matches("-web"));
    EXPECT_TRUE(matches("-")); // the rest is not typed yet
}

TEST_F(ProcessQueryTest, QuotesTakeTextAsItStands) {
    row_.name = "marked foo:bar";
    row_.marked = false;
    EXPECT_TRUE(matches("\"marked\""));
    EXPECT_TRUE(matches("\"foo:bar\""));
    EXPECT_TRUE(matches("\"foo:b")); // the second one is not typed yet
    EXPECT_FALSE(matches("\"bar:foo\""));
    EXPECT_FALSE(matches("marked"));
}

TEST_F(ProcessQueryTest, WhatIsHalfTypedMatchesEverything) {
    for (const char* query : {"", "  ", "user:", "saved>", "saved>=", "pid:", "name:\"", "\""}) {
        EXPECT_TRUE(matches(query)) << query;
        EXPECT_TRUE(problem(query).isEmpty()) << query;
    }
}

TEST_F(ProcessQueryTest, WhatIsWrongIsToldAndTheRestStillCounts) {
    for (const char* wrong : {"colour:red", "saved>many", "rss:10M", "pid:one", "pid>5",
                              "user>alice", "saved>10Q", "saved>-5", "x=1"}) {
        EXPECT_FALSE(problem(wrong).isEmpty()) << wrong;
        const std::string bad = wrong;
        EXPECT_TRUE(matches((bad + " user:alice").c_str())) << wrong;
        EXPECT_FALSE(matches((bad + " user:bob").c_str())) << wrong;
    }
    EXPECT_TRUE(problem("colour:red").contains(QStringLiteral("colour:")));
    EXPECT_TRUE(problem("saved>many").contains(QStringLiteral("many")));
}

// Property: whatever is typed, nothing breaks, and a query that says nothing
// lets everything pass.
TEST_F(ProcessQueryTest, AnythingCanBeTyped) {
    std::mt19937 random(11); // NOLINT: always the same
    const QString letters = QString::fromUtf8("ausermkd:><=-\"' .,10MGé€\\\t/");
    for (int round = 0; round < 5000; ++round) {
        QString text;
        for (unsigned count = random() % 24; count > 0; --count) {
            text +=
                letters[static_cast<qsizetype>(random() % static_cast<unsigned>(letters.size()))];
        }
        const ProcessQuery query(text);
        const bool matched = query.matches(row_, QStringLiteral("text"), nullptr);
        EXPECT_TRUE(!query.isEmpty() || matched) << qPrintable(text);
        // An empty word in front changes nothing.
        EXPECT_EQ(ProcessQuery(QStringLiteral("\"\" ") + text).isEmpty(), query.isEmpty());
    }
}

} // namespace
} // namespace samepage::gui
