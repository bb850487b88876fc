// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/ksm_dir.h"

#include "unique_fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace samepage {
namespace {

constexpr std::array counterFiles = {"pages_shared",   "pages_sharing", "pages_unshared",
                                     "pages_volatile", "full_scans",    "pages_scanned"};

} // namespace

bool KsmDir::exists() const {
    return ::access((path_ / "run").c_str(), F_OK) == 0;
}

std::optional<std::uint64_t> KsmDir::value(const char* file) const {
    const UniqueFd fd(::open((path_ / file).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 64> text{};
    const ssize_t length = fd ? ::read(fd.get(), text.data(), text.size()) : -1;
    if (length <= 0)
        return std::nullopt;
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + length, number);
    return parsed.ec == std::errc() ? std::optional(number) : std::nullopt;
}

Counters KsmDir::counters() const {
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    Counters counters;
    for (const char* file : counterFiles) {
        if (const auto number = value(file))
            counters[file] = *number;
    }
    const auto sharing = counters.find("pages_sharing");
    if (sharing != counters.end())
        counters["saved_bytes"] = sharing->second * pageSize;
    return counters;
}

int KsmDir::setRun(int value) const {
    const UniqueFd fd(::open((path_ / "run").c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd)
        return errno;
    const std::string text = std::to_string(value);
    return ::write(fd.get(), text.data(), text.size()) < 0 ? errno : 0;
}

} // namespace samepage
