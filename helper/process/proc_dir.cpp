// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/proc_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace samepage {
namespace {

// No file read here is near this size; a limit keeps it that way.
constexpr std::size_t maxFileSize = 65536;
// "status" lists all groups of a process, of which there can be 65536.
constexpr std::size_t maxStatusSize = 1U << 20;

std::optional<std::string> readWhole(int fd) {
    std::string text;
    std::array<char, 4096> buffer{};
    while (text.size() < maxFileSize) {
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::nullopt;
        if (got == 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        // These files give all that there is at once: no need to ask for the end.
        if (static_cast<std::size_t>(got) < buffer.size())
            break;
    }
    return text;
}

} // namespace

std::optional<ProcDir> ProcDir::open(pid_t pid, const std::string& procRoot) {
    const std::string path = procRoot + "/" + std::to_string(pid);
    UniqueFd dir(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!dir)
        return std::nullopt;
    return ProcDir(std::move(dir), pid);
}

std::vector<pid_t> ProcDir::allPids(const std::string& procRoot) {
    std::vector<pid_t> pids;
    const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(procRoot.c_str()), &::closedir);
    if (!dir)
        return pids;
    while (const dirent* entry = ::readdir(dir.get())) {
        const char* name = entry->d_name;
        const char* end = name + std::strlen(name);
        pid_t pid = 0;
        const auto parsed = std::from_chars(name, end, pid);
        if (parsed.ec == std::errc() && parsed.ptr == end && pid > 0)
            pids.push_back(pid);
    }
    return pids;
}

std::optional<std::string> ProcDir::read(const char* name) const {
    const UniqueFd fd(::openat(dir_.get(), name, O_RDONLY | O_CLOEXEC));
    return fd ? readWhole(fd.get()) : std::nullopt;
}

std::optional<ProcStat> ProcDir::stat() const {
    const auto text = read("stat");
    return text ? parseStat(*text) : std::nullopt;
}

std::optional<ProcUids> ProcDir::uids() const {
    const auto text = read("status");
    return text ? parseStatusUids(*text) : std::nullopt;
}

std::optional<std::uint64_t> ProcDir::residentBytes() const {
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto text = read("statm");
    const auto pages = text ? parseStatmResident(*text) : std::nullopt;
    return pages ? std::optional(*pages * pageSize) : std::nullopt;
}

KsmStat ProcDir::ksmStat() const {
    return parseKsmStat(read("ksm_stat").value_or(""));
}

std::string ProcDir::cgroup() const {
    return parseCgroupPath(read("cgroup").value_or(""));
}

bool ProcDir::exists() const {
    return ::faccessat(dir_.get(), "status", F_OK, 0) == 0;
}

UniqueFd ProcDir::openStatus() const {
    return UniqueFd(::openat(dir_.get(), "status", O_RDONLY | O_CLOEXEC));
}

std::string ProcDir::exe() const {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlinkat(dir_.get(), "exe", target.data(), target.size());
    return length < 0 ? std::string()
                      : std::string(target.data(), static_cast<std::size_t>(length));
}

std::string readAgain(int fd) {
    std::string text;
    std::array<char, 4096> buffer; // filled before it is read
    while (text.size() < maxStatusSize) {
        const ssize_t got =
            ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (static_cast<std::size_t>(got) < buffer.size())
            break;
    }
    return text;
}

} // namespace samepage
