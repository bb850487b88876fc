// SPDX-License-Identifier: GPL-2.0-or-later
//
// How much of the mergeable memory of some processes is equal right now: what
// merging it all could save. Reads every page; the processes had better be idle.
//
//   twins_count MOST PID...
//
// Prints "POSSIBLE PAGES": mappings that merging saves when at most MOST mappings
// share one page, and mergeable pages in all. Needs root.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace {

constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kPresent = std::uint64_t{1} << 63;
constexpr std::uint64_t kFileOrShared = std::uint64_t{1} << 61;
constexpr std::uint64_t kFrame = (std::uint64_t{1} << 55) - 1;
constexpr std::uint64_t kZeroPage = std::uint64_t{1} << 24; // of /proc/kpageflags

struct Area {
    std::uint64_t begin;
    std::uint64_t end;
};

std::vector<Area> mergeableAreas(const std::string& process) {
    std::ifstream smaps(process + "/smaps");
    std::vector<Area> areas;
    Area area{};
    for (std::string line; std::getline(smaps, line);) {
        if (line.starts_with("VmFlags:")) {
            if (line.find(" mg") != std::string::npos)
                areas.push_back(area);
        } else if (const auto dash = line.find('-');
                   dash != std::string::npos && dash < line.find(':')) {
            area.begin = std::stoull(line.substr(0, dash), nullptr, 16);
            area.end = std::stoull(line.substr(dash + 1), nullptr, 16);
        }
    }
    return areas;
}

bool readAt(int fd, std::uint64_t offset, void* to, std::size_t size) {
    return pread(fd, to, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

// Two independent sums: equal pages are told apart from different ones with certainty enough for a
// count.
struct Contents {
    std::uint64_t one = 0xcbf29ce484222325ULL;
    std::uint64_t two = 0x9e3779b97f4a7c15ULL;
    bool operator==(const Contents&) const = default;
};

struct ContentsHash {
    std::size_t operator()(const Contents& contents) const { return contents.one; }
};

Contents contentsOf(const std::array<std::uint64_t, kPage / 8>& page) {
    Contents sum;
    for (const std::uint64_t word : page) {
        sum.one = (sum.one ^ word) * 0x100000001b3ULL;
        sum.one ^= sum.one >> 29;
        sum.two = (sum.two + word) * 0xd6e8feb86659fd93ULL;
        sum.two ^= sum.two >> 32;
    }
    return sum;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: twins_count MOST PID...\n", stderr);
        return 2;
    }
    const std::uint64_t most = std::stoull(argv[1]);
    const int flags = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
    std::unordered_map<Contents, std::uint64_t, ContentsHash> counts;
    std::uint64_t pages = 0;
    for (int i = 2; i < argc; i++) {
        const std::string process = std::string("/proc/") + argv[i];
        const int map = open((process + "/pagemap").c_str(), O_RDONLY | O_CLOEXEC);
        const int memory = open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
        if (map < 0 || memory < 0 || flags < 0) {
            std::perror(process.c_str());
            return 1;
        }
        for (const Area& area : mergeableAreas(process)) {
            for (std::uint64_t at = area.begin; at < area.end; at += kPage) {
                std::uint64_t entry = 0;
                std::uint64_t kind = 0;
                std::array<std::uint64_t, kPage / 8> page{};
                if (!readAt(map, at / kPage * 8, &entry, 8) || (entry & kPresent) == 0 ||
                    (entry & kFileOrShared) != 0)
                    continue;
                if (!readAt(flags, (entry & kFrame) * 8, &kind, 8) || (kind & kZeroPage) != 0)
                    continue;
                if (!readAt(memory, at, page.data(), kPage))
                    continue;
                pages++;
                counts[contentsOf(page)]++;
            }
        }
        close(map);
        close(memory);
    }
    std::uint64_t possible = 0;
    for (const auto& [contents, count] : counts)
        possible += count - (count + most - 1) / most;
    std::printf("%llu %llu\n", static_cast<unsigned long long>(possible),
                static_cast<unsigned long long>(pages));
}
