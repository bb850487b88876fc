// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/start_time.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>

namespace samepage::ctl {
namespace {

constexpr int startTimeField = 22;
constexpr int fieldAfterName = 3;

} // namespace

std::optional<std::uint64_t> parseStartTime(const std::string& stat) {
    // The name before it may hold spaces and parentheses.
    const auto name = stat.rfind(')');
    if (name == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream fields(stat.substr(name + 1));
    std::string field;
    for (int number = fieldAfterName; number <= startTimeField; ++number) {
        if (!(fields >> field)) {
            return std::nullopt;
        }
    }
    std::uint64_t time = 0;
    const char* end = field.data() + field.size();
    const auto parsed = std::from_chars(field.data(), end, time);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(time) : std::nullopt;
}

sdbus::Error noSuchProcess(std::uint32_t pid) {
    return {sdbus::Error::Name("org.samepage.Samepage1.Error.NoSuchProcess"),
            "There is no process " + std::to_string(pid) + "."};
}

client::ProcessKey processKey(std::uint32_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const auto time =
        parseStartTime({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    if (!time) {
        throw noSuchProcess(pid);
    }
    return {.pid = pid, .startTime = *time};
}

} // namespace samepage::ctl
