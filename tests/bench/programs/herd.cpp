// SPDX-License-Identifier: GPL-2.0-or-later
//
// Processes whose memory is known page by page, for the benchmark in a VM.
//
// Every process has one region: first pages that equal those of the other
// processes of its group, then pages that are rewritten all the time ("hot"),
// then pages that nothing equals. The whole region is mergeable; nothing else
// is, so how much can be merged is known exactly.
//
//   herd PROCESSES PAGES [identical=PERCENT] [hot=PERCENT] [rate=PAGES] [group=PROCESSES] [huge=1]
//         [fork=1]
//
// `rate` is pages a second rewritten by each process. With `fork` all of them share the pages of
// one by fork, and write to none. When all memory is filled it prints
//   ready POSSIBLE PAGES
// (further mappings that merging can save, mergeable pages in all) and then
// answers each line of standard input with one line:
//   fault N    one process writes to N identical pages, and leaves them as they were;
//              answers "faults COUNT P50 P90 P99 P999 MAX" in nanoseconds, of the
//              stores that faulted
//   verify     every process compares all its memory with what it must hold; "ok" or "damaged
//   PAGES" quit       ends
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kWords = kPage / sizeof(std::uint64_t);
constexpr std::size_t kHugePage = std::size_t{2} << 20;

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "herd: %s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

struct Plan {
    std::uint64_t processes = 0;
    std::uint64_t pages = 0; // of one process
    std::uint64_t identical = 0;
    std::uint64_t hot = 0;
    std::uint64_t rate = 0;
    std::uint64_t group = 0; // processes that equal each other
    bool huge = false;
    bool fork = false;

    // Further mappings that merging saves when everything that stays as it is has been merged.
    std::uint64_t possible() const {
        const std::uint64_t groups = (processes + group - 1) / group;
        return (processes - groups) * identical;
    }
};

// Different from the first word on for different numbers.
std::uint64_t wordOf(std::uint64_t number, std::uint64_t index) {
    return (number * 0x9e3779b97f4a7c15ULL) ^ (index * 0xd1b54a32d192ed03ULL);
}

std::uint64_t nowNs() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

class Member {
public:
    Member(const Plan& plan, std::uint64_t index)
        : plan_(plan)
        , index_(index)
        , stamps_(plan.hot) {
        const std::size_t size = plan.pages * kPage;
        void* area = mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (area == MAP_FAILED)
            die("mmap");
        std::size_t room = size + kHugePage;
        base_ = static_cast<std::uint64_t*>(std::align(kHugePage, size, area, room));
        if (madvise(base_, size, plan.huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE) != 0)
            die("madvise");
        for (std::uint64_t page = 0; page < plan.pages; page++)
            for (std::uint64_t word = 0; word < kWords; word++)
                at(page)[word] = wordOf(numberOf(page), word);
        if (madvise(base_, size, MADV_MERGEABLE) != 0)
            die("madvise(MADV_MERGEABLE)");
    }

    void rewriteUntil(const std::atomic<bool>& stop) {
        using Clock = std::chrono::steady_clock;
        constexpr std::chrono::milliseconds tick{10};
        auto next = Clock::now();
        std::uint64_t page = 0;
        std::uint64_t owed = 0; // hundredths of a page
        while (!stop) {
            owed += plan_.rate;
            for (; owed >= 100; owed -= 100) {
                at(plan_.identical + page)[0] = stampOf(page, ++stamps_[page]);
                page = (page + 1) % plan_.hot;
            }
            next += tick;
            std::this_thread::sleep_until(next);
        }
    }

    std::string fault(std::uint64_t count) {
        std::vector<std::uint64_t> order(plan_.identical);
        for (std::uint64_t page = 0; page < order.size(); page++)
            order[page] = page;
        std::mt19937_64 random(index_);
        std::shuffle(order.begin(), order.end(), random);
        order.resize(std::min<std::uint64_t>(count, order.size()));
        std::vector<std::uint64_t> took;
        took.reserve(order.size());
        for (const std::uint64_t page : order) {
            volatile std::uint64_t* word = at(page);
            const std::uint64_t value = wordOf(numberOf(page), 0);
            const long before = faults();
            const std::uint64_t begin = nowNs();
            *word = value;
            const std::uint64_t end = nowNs();
            if (faults() != before)
                took.push_back(end - begin);
        }
        if (took.empty())
            return "faults 0 0 0 0 0 0";
        std::sort(took.begin(), took.end());
        auto quantile = [&took](double part) {
            return std::to_string(
                took[std::min(took.size() - 1,
                              static_cast<std::size_t>(part * static_cast<double>(took.size())))]);
        };
        return "faults " + std::to_string(took.size()) + ' ' + quantile(0.5) + ' ' + quantile(0.9) +
               ' ' + quantile(0.99) + ' ' + quantile(0.999) + ' ' + std::to_string(took.back());
    }

    std::uint64_t damaged() const {
        std::uint64_t bad = 0;
        for (std::uint64_t page = 0; page < plan_.pages; page++) {
            const bool stamped = isHot(page) && stamps_[page - plan_.identical] != 0;
            bool good = at(page)[0] ==
                        (stamped ? stampOf(page - plan_.identical, stamps_[page - plan_.identical])
                                 : wordOf(numberOf(page), 0));
            for (std::uint64_t word = 1; word < kWords && good; word++)
                good = at(page)[word] == wordOf(numberOf(page), word);
            bad += good ? 0 : 1;
        }
        return bad;
    }

private:
    std::uint64_t* at(std::uint64_t page) const { return base_ + page * kWords; }
    bool isHot(std::uint64_t page) const {
        return page >= plan_.identical && page < plan_.identical + plan_.hot;
    }
    std::uint64_t numberOf(std::uint64_t page) const {
        if (page < plan_.identical)
            return ((index_ / plan_.group + 1) << 32) | page;
        return (std::uint64_t{1} << 56) | (index_ << 32) | page;
    }
    std::uint64_t stampOf(std::uint64_t page, std::uint64_t stamp) const {
        return (std::uint64_t{1} << 63) | (index_ << 48) | (page << 24) | stamp;
    }
    static long faults() {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_minflt;
    }

    Plan plan_;
    std::uint64_t index_;
    std::uint64_t* base_ = nullptr;
    std::vector<std::uint64_t> stamps_; // of each hot page, how often it was rewritten
};

void sendLine(int fd, std::string line) {
    line.resize(120, ' ');
    if (write(fd, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        die("write");
}

// An empty string: the other side is gone.
std::string receiveLine(int fd) {
    std::array<char, 120> line{};
    std::size_t got = 0;
    while (got < line.size()) {
        const ssize_t part = read(fd, line.data() + got, line.size() - got);
        if (part <= 0)
            return {};
        got += static_cast<std::size_t>(part);
    }
    const std::string text(line.data(), line.size());
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

[[noreturn]] void serve(const Plan& plan, Member& member, int fd) {
    std::atomic<bool> stop{false};
    std::thread rewriter;
    auto begin = [&] {
        stop = false;
        if (plan.hot != 0 && plan.rate != 0)
            rewriter = std::thread([&] { member.rewriteUntil(stop); });
    };
    auto pause = [&] {
        stop = true;
        if (rewriter.joinable())
            rewriter.join();
    };
    begin();
    sendLine(fd, "filled");
    for (std::string line = receiveLine(fd); !line.empty() && line != "quit";
         line = receiveLine(fd)) {
        if (line.starts_with("fault ")) {
            sendLine(fd, member.fault(std::stoull(line.substr(6))));
        } else {
            pause();
            sendLine(fd, std::to_string(member.damaged()));
            begin();
        }
    }
    pause();
    _exit(0);
}

Plan parse(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: herd PROCESSES PAGES [identical=PERCENT] [hot=PERCENT] [rate=PAGES] "
                   "[group=PROCESSES] "
                   "[huge=1] [fork=1]\n",
                   stderr);
        std::exit(2);
    }
    Plan plan;
    plan.processes = std::stoull(argv[1]);
    plan.pages = std::stoull(argv[2]);
    plan.group = plan.processes;
    for (int i = 3; i < argc; i++) {
        const std::string_view word = argv[i];
        const auto equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const std::uint64_t value = std::stoull(std::string(word.substr(equals + 1)));
        if (name == "identical")
            plan.identical = plan.pages * value / 100;
        else if (name == "hot")
            plan.hot = plan.pages * value / 100;
        else if (name == "rate")
            plan.rate = value;
        else if (name == "group")
            plan.group = value;
        else if (name == "huge")
            plan.huge = value != 0;
        else if (name == "fork")
            plan.fork = value != 0;
        else {
            std::fprintf(stderr, "herd: what is '%s'?\n", argv[i]);
            std::exit(2);
        }
    }
    if (plan.group == 0 || plan.identical + plan.hot > plan.pages ||
        (plan.fork && plan.identical + plan.hot != 0)) {
        std::fputs("herd: these numbers do not go together\n", stderr);
        std::exit(2);
    }
    return plan;
}

} // namespace

int main(int argc, char** argv) {
    const Plan plan = parse(argc, argv);
    std::vector<int> members;
    std::unique_ptr<Member> shared = plan.fork ? std::make_unique<Member>(plan, 0) : nullptr;
    for (std::uint64_t index = 0; index < plan.processes; index++) {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
            die("socketpair");
        const pid_t child = fork();
        if (child < 0)
            die("fork");
        if (child == 0) {
            for (const int other : members)
                close(other);
            close(ends[0]);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (!shared)
                shared = std::make_unique<Member>(plan, index);
            serve(plan, *shared, ends[1]);
        }
        close(ends[1]);
        members.push_back(ends[0]);
    }
    for (const int member : members)
        if (receiveLine(member) != "filled")
            die("a process ended early");
    std::cout << "ready " << plan.possible() << ' ' << plan.processes * plan.pages << std::endl;

    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        if (line.starts_with("fault ")) {
            sendLine(members.front(), line);
            std::cout << receiveLine(members.front()) << std::endl;
        } else if (line == "verify") {
            std::uint64_t bad = 0;
            for (const int member : members) {
                sendLine(member, line);
                const std::string answer = receiveLine(member);
                bad += answer.empty() ? plan.pages : std::stoull(answer);
            }
            std::cout << (bad == 0 ? "ok" : "damaged " + std::to_string(bad)) << std::endl;
        } else {
            std::cout << "unknown" << std::endl;
        }
    }
    for (const int member : members)
        sendLine(member, "quit");
    for (std::size_t i = 0; i < members.size(); i++)
        wait(nullptr);
}
