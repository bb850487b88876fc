// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/conditions.h"

#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace samepage {
namespace {

std::string readFile(const std::filesystem::path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string word(const std::filesystem::path& path) {
    std::string text = readFile(path);
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

/// The number after `name` and blanks.
template <typename Number>
std::optional<Number> numberAfter(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(at + name.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    Number number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc() ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<double> parseAvailablePercent(std::string_view meminfo) {
    const auto total = numberAfter<std::uint64_t>(meminfo, "MemTotal:");
    const auto available = numberAfter<std::uint64_t>(meminfo, "MemAvailable:");
    if (!total || *total == 0 || !available)
        return std::nullopt;
    return 100.0 * static_cast<double>(*available) / static_cast<double>(*total);
}

std::optional<double> parsePressurePercent(std::string_view pressure) {
    if (!pressure.starts_with("some "))
        return std::nullopt;
    return numberAfter<double>(pressure.substr(0, pressure.find('\n')), "avg10=");
}

std::optional<double> Conditions::availablePercent() const {
    return parseAvailablePercent(readFile(root_ / "proc/meminfo"));
}

std::optional<double> Conditions::pressurePercent() const {
    return parsePressurePercent(readFile(root_ / "proc/pressure/memory"));
}

bool Conditions::onMains() const {
    bool anyDischarges = false;
    std::error_code none;
    for (const auto& entry :
         std::filesystem::directory_iterator(root_ / "sys/class/power_supply", none)) {
        const std::string type = word(entry.path() / "type");
        if (type == "Mains" && word(entry.path() / "online") == "1")
            return true;
        // A mouse has a battery, too.
        if (type == "Battery" && word(entry.path() / "scope") != "Device" &&
            word(entry.path() / "status") == "Discharging")
            anyDischarges = true;
    }
    return !anyDischarges;
}

} // namespace samepage
