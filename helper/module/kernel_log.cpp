// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/kernel_log.h"

#include "engine/problem.h"
#include "text/printable.h"

#include <sys/klog.h>

#include <algorithm>
#include <array>

namespace samepage {
namespace {

constexpr int readAll = 3;     // SYSLOG_ACTION_READ_ALL
constexpr int bufferSize = 10; // SYSLOG_ACTION_SIZE_BUFFER

/// Without "<6>" and "[   12.345678] ".
std::string_view withoutPrefix(std::string_view line) {
    if (line.starts_with('<'))
        line.remove_prefix(std::min(line.size(), line.find('>') + 1));
    if (line.starts_with('[')) {
        const auto end = line.find("] ");
        if (end != std::string_view::npos)
            line.remove_prefix(end + 2);
    }
    return line;
}

template <std::size_t N>
bool hasAny(std::string_view line, const std::array<std::string_view, N>& texts) {
    for (const auto text : texts) {
        if (line.find(text) != std::string_view::npos)
            return true;
    }
    return false;
}

// What kernels from 6.1 on say.
constexpr std::string_view lockedDown = "unsigned module loading is restricted";
constexpr std::string_view refusalBegins = "Loading of "; // "... unsigned module"
constexpr std::string_view refusalEnds = "is rejected";
// What the module says when it finds that it cannot work here.
constexpr std::array<std::string_view, 2> lacks = {
    "this kernel has no ",
    "cannot look up kernel symbols",
};
constexpr std::array<std::string_view, 5> misfits = {
    "built for kernel ",     "disagrees about version of symbol", "version magic", "Unknown symbol",
    "no symbol version for",
};

} // namespace

std::string readKernelLog() {
    const int size = ::klogctl(bufferSize, nullptr, 0);
    if (size <= 0)
        return {};
    std::string text(static_cast<std::size_t>(size), '\0');
    const int length = ::klogctl(readAll, text.data(), size);
    text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return text;
}

std::string_view newKernelLog(std::string_view before, std::string_view after) {
    while (!before.empty() && before.back() == '\n')
        before.remove_suffix(1);
    if (before.empty())
        return after;
    // The last line is unique by its time stamp. If it has left the ring
    // buffer, all of what is there now is new.
    const auto lineStart = before.rfind('\n');
    const auto last = lineStart == std::string_view::npos ? before : before.substr(lineStart + 1);
    const auto at = after.rfind(last);
    if (at == std::string_view::npos)
        return after;
    const auto end = after.find('\n', at);
    return end == std::string_view::npos ? std::string_view() : after.substr(end + 1);
}

LoadTrouble explainLoadFailure(std::string_view log) {
    LoadTrouble trouble{problem::moduleFailed, {}};
    while (!log.empty()) {
        const auto end = log.find('\n');
        const auto line = withoutPrefix(log.substr(0, end));
        log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
        const bool ours = line.starts_with("samepage:");
        const bool locked = line.find(lockedDown) != std::string_view::npos;
        const bool refused =
            locked || (line.starts_with(refusalBegins) && line.ends_with(refusalEnds));
        // "module verification failed ... tainting kernel" is no obstacle.
        if (!refused && (!ours || line.find("taint") != std::string_view::npos))
            continue;
        trouble.line = printable(line, 500);
        if (refused) {
            trouble.problem = locked ? problem::moduleLockedDown : problem::moduleRefused;
            return trouble;
        }
        trouble.problem = hasAny(line, misfits) ? problem::moduleIncompatible
                          : hasAny(line, lacks) ? problem::moduleUnsupported
                                                : problem::moduleFailed;
    }
    return trouble;
}

} // namespace samepage
