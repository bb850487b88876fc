// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/ksm_dir.h"

#include "engine/counter_names.h"
#include "unique_fd.h"
#include "work/interruptible.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>

namespace samepage {

std::uint64_t KsmDir::instance() const {
    struct stat status = {};
    return ::stat(path_.c_str(), &status) == 0 ? status.st_ino : 0;
}

bool KsmDir::exists() const {
    return ::access((path_ / "run").c_str(), F_OK) == 0;
}

std::optional<std::string> KsmDir::text(const std::string& file) const {
    const UniqueFd fd(::open((path_ / file).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 256> buffer{};
    const ssize_t length = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
    if (length < 0)
        return std::nullopt;
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::optional<std::uint64_t> KsmDir::value(const char* file) const {
    const std::string digits = text(file).value_or(std::string());
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
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
        counters[savedBytesCounter] = sharing->second * pageSize;
    return counters;
}

int KsmDir::unmerge(const ReportProgress& report) const {
    constexpr std::chrono::milliseconds each(100);
    const auto merged = [this] {
        return value("pages_shared").value_or(0) + value("pages_sharing").value_or(0);
    };
    std::uint64_t total = merged();
    return runInterruptibly([this] { return setRun(2); },
                            [&] {
                                const std::uint64_t left = merged();
                                total = std::max(total, left);
                                report(total - left, total);
                            },
                            each);
}

int KsmDir::write(const std::string& file, const std::string& text) const {
    const UniqueFd fd(::open((path_ / file).c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd)
        return errno;
    return ::write(fd.get(), text.data(), text.size()) < 0 ? errno : 0;
}

} // namespace samepage
