// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/json.h"

#include "../client/sample_estimate.h"

#include <QJsonDocument>
#include <gmock/gmock.h>

#include <algorithm>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;

QJsonDocument parsed(const std::string& text) {
    QJsonParseError error;
    auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << error.errorString().toStdString() << text;
    return document;
}

std::string nameAfterJson(const std::string& name) {
    client::ProcessRow row;
    row.name = name;
    const std::string text = jsonText(processesJson({row}));
    return parsed(text).array().at(0)["name"].toString().toStdString();
}

TEST(Json, KeepsAnyNameOfAProcess) {
    std::string everything;
    for (char character = 1; character < 127; ++character) {
        everything += character;
    }
    for (const std::string& name :
         {everything, std::string("a\"b\\c\n\t\r\b\f\x1b[31m"),
          std::string("Grüße 内存 \U0001F9E0"), std::string("\u2028\u202e"),
          std::string("</script>"), std::string()}) {
        EXPECT_EQ(nameAfterJson(name), name);
    }
}

TEST(Json, IsValidForBytesThatAreNotUtf8) {
    EXPECT_EQ(nameAfterJson("a\xff\xc3z"), "a\uFFFD\uFFFDz");
}

TEST(Json, HasNoRawControlCharacters) {
    client::ProcessRow row;
    row.name = "\x1b[2J\x01\n";
    row.exe = "/tmp/\r\x7f";
    const std::string text = jsonLine(processJson(row));
    EXPECT_EQ(std::ranges::count_if(text, [](unsigned char c) { return c < 0x20 && c != '\n'; }),
              0);
    EXPECT_EQ(std::ranges::count(text, '\n'), 1); // only the one at the end
}

TEST(Json, OfAProcessHasAllKeys) {
    client::ProcessRow row;
    row.key = {.pid = 4242, .startTime = 1'234'567'890'123};
    row.ppid = 1;
    row.uid = 1000;
    row.user = "alice";
    row.name = "python3";
    row.exe = "/usr/bin/python3.13";
    row.unit = "app.service";
    row.container = "lxc:web";
    row.state = "stopped";
    row.rss = 1ULL << 45U;
    row.merged = 8192;
    row.saved = 4096;
    row.markable = true;
    row.mergeable = true;
    row.markedBy = "rule:3";
    const QJsonObject object = parsed(jsonLine(processJson(row))).object();
    EXPECT_EQ(object["pid"].toInteger(), 4242);
    EXPECT_EQ(object["start_time"].toInteger(), 1'234'567'890'123);
    EXPECT_EQ(object["rss"].toInteger(), qint64(1) << 45);
    EXPECT_EQ(object["user"].toString(), "alice");
    EXPECT_EQ(object["unit"].toString(), "app.service");
    EXPECT_EQ(object["container"].toString(), "lxc:web");
    EXPECT_EQ(object["state"].toString(), "stopped");
    EXPECT_TRUE(object["markable"].isBool() && object["markable"].toBool());
    EXPECT_FALSE(object["marked"].toBool(true));
    EXPECT_EQ(object["marked_by"].toString(), "rule:3");
    EXPECT_EQ(object.size(), 17);
}

TEST(Json, OfCountersKeepsUnknownOnes) {
    const QJsonObject object = countersJson({{"pages_shared", 7}, {"pages_new", 9}});
    EXPECT_EQ(object["pages_shared"].toInteger(), 7);
    EXPECT_EQ(object["pages_new"].toInteger(), 9);
}

TEST(Json, OfTunablesHasTheirTypes) {
    const QJsonObject object =
        dictionaryJson({{"threads", sdbus::Variant{std::uint64_t{2}}},
                        {"smart_scan", sdbus::Variant{true}},
                        {"domains", sdbus::Variant{std::string("user")}},
                        {"max_kernel_pages", sdbus::Variant{std::uint64_t{1} << 63U}}});
    EXPECT_EQ(object["threads"].toInteger(), 2);
    EXPECT_TRUE(object["smart_scan"].isBool());
    EXPECT_EQ(object["domains"].toString(), "user");
    EXPECT_EQ(object["max_kernel_pages"].toDouble(), 9223372036854775808.0);
}

TEST(Json, OfLongCallsHasAllKeys) {
    EXPECT_EQ(jsonLine(mergedJson(7, 4096)), "{\"newly_merged\":4096,\"pid\":7}\n");
    EXPECT_EQ(jsonLine(estimateJson(client::kSampleEstimate)),
              "{\"changed_pages\":7,\"error\":5,\"looked_pages\":6,\"merged\":2,\"others\":3,"
              "\"processes\":9,\"sample\":8,\"saved\":10,\"within\":1,\"zero\":4}\n");
    EXPECT_EQ(jsonLine(explanationJson(7, {.resident = 3, .reasons = {{"file", 3}}})),
              "{\"pid\":7,\"reasons\":{\"file\":3},\"resident\":3}\n");
}

TEST(Json, OfNoProcessesIsAnEmptyArray) {
    EXPECT_EQ(parsed(jsonText(processesJson({}))).array().size(), 0);
}

TEST(Json, OfAnErrorHasNameAndMessage) {
    const QJsonObject object = errorJson("org.example.Error", "It \"broke\".");
    EXPECT_THAT(jsonLine(object), HasSubstr("It \\\"broke\\\"."));
    EXPECT_EQ(object["name"].toString(), "org.example.Error");
}

} // namespace
} // namespace samepage::ctl
