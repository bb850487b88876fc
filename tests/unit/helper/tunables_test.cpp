// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tunables.h"

#include "engine/builtin_engine.h"
#include "engine/ksm_dir.h"
#include "failure_matcher.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace samepage {
namespace {

using namespace std::string_literals;
using Number = std::uint64_t;

/// Files in memory that note each write, and refuse what they are told to.
class Files final : public TunableFiles {
public:
    explicit Files(std::map<std::string, std::string> content)
        : content_(std::move(content)) {}

    [[nodiscard]] std::optional<std::string> text(const std::string& file) const override {
        const auto found = content_.find(file);
        return found == content_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] int write(const std::string& file, const std::string& text) const override {
        written.push_back(file + "=" + text);
        if (const int error = refuse(file, text))
            return error;
        const bool words = file == "domains" || file == "advisor_mode";
        content_[file] = words ? "[" + text + "]" : text;
        return 0;
    }

    mutable std::vector<std::string> written;
    std::function<int(const std::string&, const std::string&)> refuse =
        [](const std::string&, const std::string&) { return 0; };
    mutable std::map<std::string, std::string> content_;
};

Files someFiles() {
    return Files({{"threads", "1"},
                  {"max_cpu_percent", "20"},
                  {"max_page_sharing", "256"},
                  {"pages_to_scan", "100"},
                  {"sleep_millisecs", "20"},
                  {"smart_scan", "1"},
                  {"advisor_mode", "[none] scan-time"},
                  {"domains", "all [user] cgroup process"}});
}

std::optional<Failure> refusal(const Tunables& wanted) {
    return failureOf([&] { checkTunables(wanted); });
}

std::optional<Failure> writing(const TunableFiles& files, const Tunables& wanted) {
    return failureOf([&] { writeTunables(files, wanted, "Get another one."); });
}

TEST(CheckTunables, TakesEveryNameWithItsTypeAndRange) {
    const std::map<std::string, std::pair<Number, Number>> ranges = {
        {"pages_to_scan", {0, 4294967295}},
        {"sleep_millisecs", {0, 4294967295}},
        {"max_cpu_percent", {1, 6400}},
        {"threads", {1, 64}},
        {"max_page_sharing", {2, 2147483647}},
        {"huge_page_min_merge", {0, 512}},
        {"max_kernel_pages", {0, 18446744073709551615U}},
        {"stable_node_chains_prune_millisecs", {0, 4294967295}},
        {"advisor_target_scan_time", {1, 18446744073709551615U}},
        {"advisor_max_cpu", {0, 4294967295}},
        {"advisor_min_pages_to_scan", {0, 18446744073709551615U}},
        {"advisor_max_pages_to_scan", {0, 18446744073709551615U}}};
    for (const auto& [name, range] : ranges) {
        EXPECT_EQ(refusal({{name, range.first}}), std::nullopt) << name;
        EXPECT_EQ(refusal({{name, range.second}}), std::nullopt) << name;
        const std::string sentence = "\"" + name + "\" must be a number from " +
                                     std::to_string(range.first) + " to " +
                                     std::to_string(range.second);
        // One less and one more; 0 - 1 and 2^64 wrap around to what is allowed.
        for (const Number wrong : {range.first - 1, range.second + 1}) {
            EXPECT_EQ(refusal({{name, wrong}}) == std::nullopt,
                      wrong >= range.first && wrong <= range.second)
                << name << " " << wrong;
        }
        EXPECT_THAT(refusal({{name, true}}), FailsWith(FailureKind::InvalidArgument, sentence));
        EXPECT_THAT(refusal({{name, "1"s}}), FailsWith(FailureKind::InvalidArgument, sentence));
    }
    for (const char* name :
         {"merge_across_nodes", "use_zero_pages", "zero_pages_only", "smart_scan"}) {
        EXPECT_EQ(refusal({{name, true}}), std::nullopt);
        EXPECT_EQ(refusal({{name, false}}), std::nullopt);
        EXPECT_THAT(refusal({{name, Number{1}}}),
                    FailsWith(FailureKind::InvalidArgument, "must be true or false (type b)"));
    }
    for (const char* word : {"all", "user", "cgroup", "process"})
        EXPECT_EQ(refusal({{"domains", std::string(word)}}), std::nullopt);
    for (const char* word : {"none", "scan-time"})
        EXPECT_EQ(refusal({{"advisor_mode", std::string(word)}}), std::nullopt);
    for (const TunableValue& value :
         {TunableValue("group"s), TunableValue(""s), TunableValue(Number{1}), TunableValue(true)})
        EXPECT_THAT(refusal({{"domains", value}}),
                    FailsWith(FailureKind::InvalidArgument,
                              "must be one of \"all\" \"user\" \"cgroup\" \"process\" (type s)"));
}

TEST(CheckTunables, RefusesOtherNames) {
    EXPECT_THAT(refusal({}), FailsWith(FailureKind::InvalidArgument, "at least one"));
    EXPECT_THAT(refusal({{"pages_shared", Number{1}}}),
                FailsWith(FailureKind::InvalidArgument, "no setting \"pages_shared\""));
    EXPECT_THAT(refusal({{"run", Number{1}}}),
                FailsWith(FailureKind::InvalidArgument, "Start, Pause and UnmergeAll"));
    EXPECT_THAT(refusal({{"../run\n<0>", Number{1}}}),
                FailsWith(FailureKind::InvalidArgument, "\"../run??0?\""));
}

TEST(ReadTunables, ReadsEachByItsType) {
    EXPECT_EQ(readTunables(someFiles()), (Tunables{{"threads", Number{1}},
                                                   {"max_cpu_percent", Number{20}},
                                                   {"max_page_sharing", Number{256}},
                                                   {"pages_to_scan", Number{100}},
                                                   {"sleep_millisecs", Number{20}},
                                                   {"smart_scan", true},
                                                   {"advisor_mode", "none"s},
                                                   {"domains", "user"s}}));
}

TEST(ReadTunables, LeavesOutWhatItDoesNotUnderstand) {
    const Files files({{"threads", ""},
                       {"sleep_millisecs", "20ms"},
                       {"smart_scan", "-1"},
                       {"domains", "user"},
                       {"advisor_mode", "]none["},
                       {"run", "1"}});
    EXPECT_EQ(readTunables(files), Tunables());
}

TEST(WriteTunables, SetsThem) {
    const Files files = someFiles();
    writeTunables(files, {{"smart_scan", false}, {"domains", "all"s}, {"sleep_millisecs", 5U}}, "");
    EXPECT_EQ(files.written, (std::vector{"sleep_millisecs=5"s, "smart_scan=0"s, "domains=all"s}));
}

TEST(WriteTunables, DoesNotWriteWhatIsThere) {
    const Files files = someFiles();
    writeTunables(files, {{"max_page_sharing", 256U}, {"domains", "user"s}, {"smart_scan", true}},
                  "");
    EXPECT_TRUE(files.written.empty());
}

TEST(WriteTunables, SetsWhatDependsOnOthersAfterThem) {
    const Files files = someFiles();
    // So does the module: what the kernel makes of it must not win.
    const_cast<Files&>(files).refuse = [&](const std::string& file, const std::string&) {
        if (file == "advisor_mode")
            files.content_["pages_to_scan"] = "100";
        return 0;
    };
    files.content_["advisor_mode"] = "[scan-time]";
    files.content_["pages_to_scan"] = "700";
    writeTunables(files, {{"pages_to_scan", 700U}, {"advisor_mode", "none"s}}, "");
    EXPECT_EQ(files.content_.at("pages_to_scan"), "700");
    EXPECT_EQ(files.written, (std::vector{"advisor_mode=none"s, "pages_to_scan=700"s}));
}

TEST(WriteTunables, ChecksAllBeforeItWritesAny) {
    const Files files = someFiles();
    EXPECT_THAT(writing(files, {{"smart_scan", false}, {"threads", 65U}}),
                FailsWith(FailureKind::InvalidArgument, "threads"));
    EXPECT_THAT(
        writing(files, {{"smart_scan", false}, {"use_zero_pages", true}}),
        FailsWith(FailureKind::NotSupported, "no setting \"use_zero_pages\". Get another one."));
    EXPECT_THAT(writing(files, {{"smart_scan", false}, {"max_cpu_percent", 101U}}),
                FailsWith(FailureKind::InvalidArgument, "a number from 1 to 100 "));
    EXPECT_THAT(writing(files, {{"advisor_mode", "scan-time"s}, {"pages_to_scan", 5U}}),
                FailsWith(FailureKind::InvalidArgument, "set by the advisor"));
    files.content_["advisor_mode"] = "none [scan-time]";
    EXPECT_THAT(writing(files, {{"smart_scan", false}, {"pages_to_scan", 5U}}),
                FailsWith(FailureKind::InvalidArgument, "set by the advisor"));
    EXPECT_TRUE(files.written.empty());
    files.content_["threads"] = "2";
    EXPECT_EQ(writing(files, {{"max_cpu_percent", 101U}}), std::nullopt);
}

TEST(WriteTunables, PutsBackWhatWasSetBeforeARefusal) {
    Files files = someFiles();
    const auto before = files.content_;
    files.refuse = [&](const std::string& file, const std::string& text) {
        if (file == "advisor_mode")
            files.content_["pages_to_scan"] = "500";
        return file == "max_page_sharing" && text == "300" ? EBUSY : 0;
    };
    const auto failure = writing(files, {{"max_page_sharing", 300U},
                                         {"sleep_millisecs", 1U},
                                         {"advisor_mode", "scan-time"s},
                                         {"domains", "all"s}});
    EXPECT_THAT(failure, FailsWith(FailureKind::Busy, "did not set \"max_page_sharing\" to 300: "
                                                      "Device or resource busy."));
    EXPECT_THAT(failure, FailsWith(FailureKind::Busy, "Nothing was changed."));
    EXPECT_EQ(readTunables(files), readTunables(Files(before)));
    for (const std::string& write : files.written)
        EXPECT_FALSE(write.starts_with("domains")) << "it went on after the refusal";
}

TEST(WriteTunables, SaysWhatItCouldNotPutBack) {
    Files files = someFiles();
    files.refuse = [](const std::string& file, const std::string& text) {
        return file == "smart_scan" || (file == "sleep_millisecs" && text == "20") ? EIO : 0;
    };
    EXPECT_THAT(writing(files, {{"sleep_millisecs", 1U}, {"smart_scan", false}}),
                FailsWith(FailureKind::Failed, "could not be put back either: "
                                               "\"sleep_millisecs\"."));
    EXPECT_EQ(files.content_.at("sleep_millisecs"), "1");
}

TEST(WriteTunables, TellsWhatTheKernelMeans) {
    Files files = someFiles();
    int error = 0;
    files.refuse = [&](const std::string&, const std::string&) { return error; };
    const std::vector<std::pair<int, FailureKind>> kinds = {
        {EBUSY, FailureKind::Busy},         {EOPNOTSUPP, FailureKind::NotSupported},
        {ENOENT, FailureKind::Unavailable}, {ENODEV, FailureKind::Unavailable},
        {EINVAL, FailureKind::Failed},      {ENOMEM, FailureKind::Failed}};
    for (const auto& [number, kind] : kinds) {
        error = number;
        EXPECT_THAT(writing(files, {{"sleep_millisecs", 1U}}), FailsWith(kind, "sleep_millisecs"));
    }
}

TEST(WriteTunables, WorksOnADirectory) {
    const TempTree tree;
    // The newline stays: in sysfs each write stands for itself.
    tree.write("pages_to_scan", "100\n");
    tree.write("use_zero_pages", "0\n");
    BuiltinEngine engine(KsmDir(tree.root()), "module-not-loaded");
    EXPECT_EQ(engine.tunables(),
              (Tunables{{"pages_to_scan", Number{100}}, {"use_zero_pages", false}}));
    engine.setTunables({{"pages_to_scan", 200U}, {"use_zero_pages", true}});
    EXPECT_EQ(tree.read("pages_to_scan"), "200\n");
    EXPECT_EQ(tree.read("use_zero_pages"), "1\n");
    EXPECT_THAT(failureOf([&] { engine.setTunables({{"domains", "all"s}}); }),
                FailsWith(FailureKind::NotSupported, "samepagectl load"));
}

TEST(DescribeTunables, NamesEachWithItsValue) {
    EXPECT_EQ(describeTunables({{"threads", 2U}}), "set threads to 2");
    EXPECT_EQ(describeTunables({{"threads", 2U}, {"domains", "all"s}}),
              "set domains to all and threads to 2");
    EXPECT_EQ(describeTunables({{"threads", 2U}, {"domains", "all"s}, {"smart_scan", true}}),
              "set domains to all, smart_scan to 1 and threads to 2");
}

TEST(ChangedTunables, HasWhatIsDifferentNow) {
    EXPECT_EQ(changedTunables({{"threads", 1U}, {"domains", "all"s}},
                              {{"threads", 2U}, {"domains", "all"s}, {"smart_scan", true}}),
              (Tunables{{"threads", 2U}, {"smart_scan", true}}));
}

} // namespace
} // namespace samepage
