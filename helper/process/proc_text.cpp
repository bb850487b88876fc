// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/proc_text.h"

#include <charconv>
#include <vector>

namespace samepage {
namespace {

constexpr std::uint32_t kernelThreadFlag = 0x00200000; // PF_KTHREAD

template <typename Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::vector<std::string_view> words(std::string_view text) {
    constexpr std::string_view blanks = " \t\n";
    std::vector<std::string_view> result;
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;
         begin = text.find_first_not_of(blanks, begin)) {
        const auto end = text.find_first_of(blanks, begin);
        result.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            break;
        begin = end;
    }
    return result;
}

/// Calls visit(line) for each line until it returns true.
template <typename Visit>
void eachLine(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (visit(text.substr(0, end)) || end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

/// The text behind "name:" or "name " at the beginning of a line.
std::optional<std::string_view> field(std::string_view text, std::string_view name) {
    std::optional<std::string_view> found;
    eachLine(text, [&](std::string_view line) {
        if (line.starts_with(name) && line.size() > name.size() &&
            (line[name.size()] == ':' || line[name.size()] == ' '))
            found = line.substr(name.size() + 1);
        return found.has_value();
    });
    return found;
}

std::optional<std::uint64_t> numberField(std::string_view text, std::string_view name) {
    const auto value = field(text, name);
    const auto parts = value ? words(*value) : std::vector<std::string_view>();
    return parts.empty() ? std::nullopt : number<std::uint64_t>(parts.front());
}

std::optional<bool> yesField(std::string_view text, std::string_view name) {
    const auto value = field(text, name);
    const auto parts = value ? words(*value) : std::vector<std::string_view>();
    if (parts.empty())
        return std::nullopt;
    return parts.front() == "yes";
}

} // namespace

std::string_view processStateName(char state) noexcept {
    switch (state) {
    case 'R':
        return "running";
    case 'S':
    case 'I':
        return "sleeping";
    case 'D':
        return "waiting";
    case 'T':
    case 't':
        return "stopped";
    default:
        return "other";
    }
}

bool ProcStat::isKernelThread() const noexcept {
    return (flags & kernelThreadFlag) != 0;
}

std::optional<ProcStat> parseStat(std::string_view text) {
    // The name may hold spaces and parentheses: it ends at the last one.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    const auto fields = words(text.substr(close + 1)); // from field 3, "state", on
    if (fields.size() < 20 || fields[0].size() != 1)
        return std::nullopt;
    const auto ppid = number<pid_t>(fields[1]);
    const auto flags = number<std::uint32_t>(fields[6]);
    const auto startTime = number<std::uint64_t>(fields[19]);
    if (!ppid || !flags || !startTime)
        return std::nullopt;
    ProcStat stat;
    stat.name = text.substr(open + 1, close - open - 1);
    stat.state = fields[0][0];
    stat.ppid = *ppid;
    stat.startTime = *startTime;
    stat.flags = *flags;
    return stat;
}

namespace {

std::optional<ProcUids> parseUids(std::string_view text) {
    const auto parts = words(text);
    if (parts.size() != 4)
        return std::nullopt;
    const auto real = number<uid_t>(parts[0]);
    const auto effective = number<uid_t>(parts[1]);
    const auto saved = number<uid_t>(parts[2]);
    const auto filesystem = number<uid_t>(parts[3]);
    if (!real || !effective || !saved || !filesystem)
        return std::nullopt;
    return ProcUids{*real, *effective, *saved, *filesystem};
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

} // namespace

std::optional<ProcUids> parseStatusUids(std::string_view text) {
    const auto value = field(text, "Uid");
    return value ? parseUids(*value) : std::nullopt;
}

std::optional<ProcStatus> parseStatus(std::string_view text) {
    ProcStatus status;
    std::optional<ProcUids> uids;
    std::optional<pid_t> ppid;
    std::optional<std::uint64_t> resident;
    // Once through the text: it is long, and there is one for each process.
    eachLine(text, [&](std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return false;
        const auto name = line.substr(0, colon);
        const auto value = trimmed(line.substr(colon + 1));
        if (name == "Name")
            status.name = value;
        else if (name == "State" && !value.empty())
            status.state = value.front();
        else if (name == "PPid")
            ppid = number<pid_t>(value);
        else if (name == "Uid")
            uids = parseUids(value);
        else if (name == "VmRSS")
            resident = number<std::uint64_t>(value.substr(0, value.find(' ')));
        else if (name == "VmExe")
            status.code = value;
        return name == "VmExe"; // the last one of them
    });
    if (!uids || !ppid || !resident || status.state == 0)
        return std::nullopt;
    status.ppid = *ppid;
    status.uids = *uids;
    status.residentBytes = *resident * 1024;
    return status;
}

std::optional<std::uint64_t> parseStatmResident(std::string_view text) {
    const auto fields = words(text);
    return fields.size() < 2 ? std::nullopt : number<std::uint64_t>(fields[1]);
}

KsmStat parseKsmStat(std::string_view text) {
    KsmStat stat;
    stat.rmapItems = numberField(text, "ksm_rmap_items");
    stat.mergingPages = numberField(text, "ksm_merging_pages");
    stat.mergeAny = yesField(text, "ksm_merge_any");
    stat.mergeable = yesField(text, "ksm_mergeable");
    return stat;
}

std::string parseCgroupPath(std::string_view text) {
    std::string path;
    eachLine(text, [&](std::string_view line) {
        // "0::/path" (unified) or "N:name=systemd:/path" (legacy)
        const auto first = line.find(':');
        const auto second = first == std::string_view::npos ? first : line.find(':', first + 1);
        if (second == std::string_view::npos)
            return false;
        const auto controllers = line.substr(first + 1, second - first - 1);
        if (!controllers.empty() && controllers != "name=systemd")
            return false;
        path = line.substr(second + 1);
        return true;
    });
    return path;
}

std::string unitOfCgroup(std::string_view path) {
    while (!path.empty()) {
        const auto slash = path.rfind('/');
        const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
        if (name.ends_with(".service") || name.ends_with(".scope"))
            return std::string(name);
        path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    }
    return {};
}

std::optional<pid_t> parsePidfdInfo(std::string_view text) {
    const auto value = field(text, "Pid");
    const auto parts = value ? words(*value) : std::vector<std::string_view>();
    return parts.empty() ? std::nullopt : number<pid_t>(parts.front());
}

} // namespace samepage
