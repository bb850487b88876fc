// SPDX-License-Identifier: GPL-2.0-or-later
//
// A process that keeps an account of its own memory while somebody merges it.
//
// Every page of a region holds a pattern that follows from a number, few
// numbers for many pages, so that most pages have twins here and in other
// keepers. A table in shared memory (which is never merged) says which number
// each page must hold. Random operations change both; a page that does not hold
// what the table says is reported with what was found, and ends the run with
// exit code 1. A second thread counts in pages of its own without pause: a
// write that is lost while its page is being merged shows at once.
//
//   keeper SECONDS [SEED [PAGES [still]]]
//
// "still" only verifies, so that everything can merge. Prints "ready" when the
// region is filled and "ok N rounds" at the end.
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
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kWords = kPage / sizeof(std::uint64_t);
constexpr std::uint32_t kTwins = 48;    // numbers that many pages share
constexpr std::uint32_t kUnique = 1000; // above: numbers used once

using Rng = std::mt19937_64;

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "keeper %d: %s: %s\n", getpid(), what, std::strerror(errno));
    std::exit(1);
}

// Number 0 is a page of zeros, which is what fresh and discarded memory holds.
std::uint64_t wordOf(std::uint32_t number, std::size_t index) {
    if (number == 0)
        return 0;
    return (number * 0x9e3779b97f4a7c15ULL) ^ (index * 0xd1b54a32d192ed03ULL);
}

class Region {
public:
    explicit Region(std::size_t pages)
        : pages_(pages) {
        base_ = map(nullptr, pages);
        void* table = mmap(nullptr, pages * sizeof(std::uint32_t), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (table == MAP_FAILED)
            die("mmap of the table");
        expected_ = static_cast<std::uint32_t*>(table);
    }

    std::size_t pages() const { return pages_; }
    char* at(std::size_t page) const { return base_ + page * kPage; }
    void expect(std::size_t page, std::uint32_t number) { expected_[page] = number; }
    std::uint32_t expected(std::size_t page) const { return expected_[page]; }

    void fill(std::size_t page, std::uint32_t number) {
        auto* words = reinterpret_cast<std::uint64_t*>(at(page));
        for (std::size_t i = 0; i < kWords; i++)
            words[i] = wordOf(number, i);
        expect(page, number);
    }

    void verify(std::size_t page, const char* after) const {
        const auto* words = reinterpret_cast<const std::uint64_t*>(at(page));
        const std::uint32_t number = expected_[page];
        for (std::size_t i = 0; i < kWords; i++) {
            const std::uint64_t found = words[i];
            if (found == wordOf(number, i))
                continue;
            std::fprintf(stderr,
                         "keeper %d: page %zu at %p, word %zu: expected number %u (%#lx), found "
                         "%#lx, after %s\n",
                         getpid(), page, static_cast<void*>(at(page)), i, number,
                         static_cast<unsigned long>(wordOf(number, i)),
                         static_cast<unsigned long>(found), after);
            std::exit(1);
        }
    }

    void verifyAll(const char* after) const {
        for (std::size_t i = 0; i < pages_; i++)
            verify(i, after);
    }

    // In a child: the parent goes on changing the table that both see.
    void keepOwnAccount(std::vector<std::uint32_t>& numbers) { expected_ = numbers.data(); }
    std::vector<std::uint32_t> account() const { return {expected_, expected_ + pages_}; }

    static char* map(void* where, std::size_t pages) {
        void* p = mmap(where, pages * kPage, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | (where ? MAP_FIXED : 0), -1, 0);
        if (p == MAP_FAILED)
            die("mmap");
        return static_cast<char*>(p);
    }

private:
    std::size_t pages_;
    char* base_;
    std::uint32_t* expected_;
};

// Counts in its pages as fast as it can; each page's words must stay in step.
class Counter {
public:
    Counter() {
        base_ = reinterpret_cast<std::uint64_t*>(Region::map(nullptr, kPages));
        thread_ = std::thread([this] { run(); });
    }
    ~Counter() {
        stop_ = true;
        thread_.join();
    }

private:
    static constexpr std::size_t kPages = 16;

    void run() {
        for (std::uint64_t n = 1; !stop_; n++) {
            for (std::size_t page = 0; page < kPages; page++) {
                volatile std::uint64_t* words = base_ + page * kWords;
                const std::size_t word = n % kWords;
                if (words[0] != n - 1) {
                    std::fprintf(stderr,
                                 "keeper %d: counter page %zu lost a write: %lu after %lu\n",
                                 getpid(), page, static_cast<unsigned long>(words[0]),
                                 static_cast<unsigned long>(n - 1));
                    std::_Exit(1);
                }
                words[0] = n;
                if (word)
                    words[word] = n;
            }
            // Often enough in peace for the scanner to find the pages equal.
            if (n % 64 == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(n % 1024 == 0 ? 200 : 1));
        }
    }

    std::uint64_t* base_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

class Keeper {
public:
    Keeper(std::uint64_t seed, std::size_t pages)
        : rng_(seed)
        , region_(pages)
        , unique_(kUnique + static_cast<std::uint32_t>(getpid()) * 100000) {
        const std::string path = "/var/tmp/keeper." + std::to_string(getpid());
        file_ = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_DIRECT, 0600);
        if (file_ < 0)
            die("open of the file for direct I/O");
        unlink(path.c_str());
        // The same in every keeper, whatever its seed: twins.
        for (std::size_t i = 0; i < pages; i++)
            region_.fill(i, static_cast<std::uint32_t>(i % (kTwins + 1)));
    }
    ~Keeper() { close(file_); }
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    void verifyAll(const char* after) const { region_.verifyAll(after); }

    void round() {
        struct Operation {
            const char* name;
            void (Keeper::*run)();
        };
        static constexpr std::array operations = {
            Operation{"write", &Keeper::write},
            Operation{"write", &Keeper::write},
            Operation{"write", &Keeper::write},
            Operation{"read", &Keeper::read},
            Operation{"fork", &Keeper::forkChild},
            Operation{"remap", &Keeper::remap},
            Operation{"move", &Keeper::move},
            Operation{"discard", &Keeper::discard},
            Operation{"advise", &Keeper::advise},
            Operation{"protect", &Keeper::protect},
            Operation{"lock", &Keeper::lock},
            Operation{"direct I/O", &Keeper::directIo},
            Operation{"remote write", &Keeper::remoteWrite},
            Operation{"merge advice", &Keeper::mergeAdvice},
        };
        const Operation& operation = operations.at(below(operations.size()));
        (this->*operation.run)();
        for (int i = 0; i < 32; i++)
            region_.verify(below(region_.pages()), operation.name);
    }

private:
    std::size_t below(std::size_t n) { return rng_() % n; }
    std::uint32_t someNumber() {
        return below(8) == 0 ? unique_++ : static_cast<std::uint32_t>(below(kTwins + 1));
    }

    struct Range {
        std::size_t first;
        std::size_t count;
    };
    Range someRange(std::size_t most) {
        const std::size_t count = 1 + below(std::min(most, region_.pages()));
        return {below(region_.pages() - count + 1), count};
    }

    void write() {
        const Range r = someRange(64);
        for (std::size_t i = 0; i < r.count; i++)
            region_.fill(r.first + i, someNumber());
    }

    void read() { region_.verifyAll("everything before"); }

    // A child sees what its parent had, and its writes stay its own.
    void forkChild() {
        std::vector<std::uint32_t> account = region_.account();
        const pid_t child = fork();
        if (child < 0)
            die("fork");
        if (child == 0) {
            region_.keepOwnAccount(account);
            region_.verifyAll("fork, in the child");
            for (int i = 0; i < 200; i++) {
                const std::size_t page = below(region_.pages());
                auto* words = reinterpret_cast<volatile std::uint64_t*>(region_.at(page));
                const std::uint64_t before = words[7];
                words[7] = ~before;
                if (words[7] != ~before)
                    std::_Exit(1);
                words[7] = before;
            }
            region_.verifyAll("writes of the child");
            std::_Exit(0);
        }
        for (int i = 0; i < 50; i++)
            region_.fill(below(region_.pages()), someNumber());
        int status = 0;
        while (waitpid(child, &status, 0) < 0)
            if (errno != EINTR)
                die("waitpid");
        if (status != 0) {
            std::fprintf(stderr, "keeper %d: the child ended with status %#x\n", getpid(),
                         static_cast<unsigned>(status));
            std::exit(1);
        }
    }

    void remap() {
        const Range r = someRange(128);
        if (munmap(region_.at(r.first), r.count * kPage) != 0)
            die("munmap");
        Region::map(region_.at(r.first), r.count);
        for (std::size_t i = 0; i < r.count; i++)
            region_.expect(r.first + i, 0);
        for (std::size_t i = 0; i < r.count; i += 3)
            region_.fill(r.first + i, someNumber());
    }

    // Away to somewhere else and back again.
    void move() {
        const Range r = someRange(128);
        const std::size_t length = r.count * kPage;
        char* elsewhere = Region::map(nullptr, r.count);
        if (mremap(region_.at(r.first), length, length, MREMAP_MAYMOVE | MREMAP_FIXED, elsewhere) ==
            MAP_FAILED) {
            // Advice has cut the range into several mappings, which do not move together.
            if (errno != EFAULT)
                die("mremap away");
            munmap(elsewhere, length);
            return;
        }
        if (below(2))
            std::this_thread::sleep_for(std::chrono::milliseconds(below(30)));
        if (mremap(elsewhere, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, region_.at(r.first)) ==
            MAP_FAILED)
            die("mremap back");
    }

    void discard() {
        const Range r = someRange(64);
        if (madvise(region_.at(r.first), r.count * kPage, MADV_DONTNEED) != 0)
            die("madvise(MADV_DONTNEED)");
        for (std::size_t i = 0; i < r.count; i++)
            region_.expect(r.first + i, 0);
    }

    // Advice that must not change contents; whether it is taken does not matter.
    void advise() {
        static constexpr std::array advice = {
            MADV_COLD,     MADV_PAGEOUT,  MADV_HUGEPAGE,      MADV_NOHUGEPAGE,
            MADV_WILLNEED, MADV_COLLAPSE, MADV_DONTFORK,      MADV_DOFORK,
            MADV_NORMAL,   MADV_RANDOM,   MADV_POPULATE_READ, MADV_POPULATE_WRITE};
        const Range r = someRange(1024);
        const int what = advice.at(below(advice.size()));
        if (what == MADV_DONTFORK) { // would take the pages from the child's view
            madvise(region_.at(r.first), r.count * kPage, MADV_DONTFORK);
            madvise(region_.at(r.first), r.count * kPage, MADV_DOFORK);
            return;
        }
        madvise(region_.at(r.first), r.count * kPage, what);
    }

    void protect() {
        const Range r = someRange(64);
        const int protection = below(2) ? PROT_READ : PROT_NONE;
        if (mprotect(region_.at(r.first), r.count * kPage, protection) != 0)
            die("mprotect");
        if (protection == PROT_READ)
            for (std::size_t i = 0; i < r.count; i++)
                region_.verify(r.first + i, "mprotect(PROT_READ)");
        std::this_thread::sleep_for(std::chrono::milliseconds(below(20)));
        if (mprotect(region_.at(r.first), r.count * kPage, PROT_READ | PROT_WRITE) != 0)
            die("mprotect back");
    }

    void lock() {
        const Range r = someRange(64);
        if (mlock(region_.at(r.first), r.count * kPage) != 0 && errno != ENOMEM && errno != EAGAIN)
            die("mlock");
        for (std::size_t i = 0; i < r.count; i += 5)
            region_.fill(r.first + i, someNumber());
        munlock(region_.at(r.first), r.count * kPage);
    }

    // The device reads from and writes into pages that may be merged meanwhile.
    void directIo() {
        const Range r = someRange(16);
        const auto length = static_cast<ssize_t>(r.count * kPage);
        if (pwrite(file_, region_.at(r.first), static_cast<std::size_t>(length), 0) != length)
            die("direct write");
        const std::size_t to = below(region_.pages() - r.count + 1);
        std::vector<std::uint32_t> numbers;
        numbers.reserve(r.count);
        for (std::size_t i = 0; i < r.count; i++)
            numbers.push_back(region_.expected(r.first + i));
        if (pread(file_, region_.at(to), static_cast<std::size_t>(length), 0) != length)
            die("direct read");
        for (std::size_t i = 0; i < r.count; i++)
            region_.expect(to + i, numbers[i]);
        for (std::size_t i = 0; i < r.count; i++)
            region_.verify(to + i, "direct read");
    }

    // What a debugger does: writes through another way than the page tables.
    void remoteWrite() {
        const std::size_t page = below(region_.pages());
        const std::uint32_t number = someNumber();
        std::array<std::uint64_t, kWords> words{};
        for (std::size_t i = 0; i < kWords; i++)
            words[i] = wordOf(number, i);
        const iovec local{words.data(), kPage};
        const iovec remote{region_.at(page), kPage};
        if (process_vm_writev(getpid(), &local, 1, &remote, 1, 0) != static_cast<ssize_t>(kPage))
            die("process_vm_writev");
        region_.expect(page, number);
        region_.verify(page, "process_vm_writev");
    }

    void mergeAdvice() {
        const Range r = someRange(512);
        madvise(region_.at(r.first), r.count * kPage, below(2) ? MADV_MERGEABLE : MADV_UNMERGEABLE);
    }

    Rng rng_;
    Region region_;
    std::uint32_t unique_;
    int file_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 5) {
        std::fprintf(stderr, "usage: keeper SECONDS [SEED [PAGES [still]]]\n");
        return 2;
    }
    const auto seconds = std::chrono::seconds(std::atol(argv[1]));
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const std::size_t pages = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 4096;
    const bool still = argc > 4;

    Keeper keeper(seed, pages);
    std::printf("ready\n");
    std::fflush(stdout);

    unsigned long rounds = 0;
    const auto end = std::chrono::steady_clock::now() + seconds;
    {
        const Counter counter;
        while (std::chrono::steady_clock::now() < end) {
            if (still) {
                keeper.verifyAll("nothing");
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            } else {
                keeper.round();
            }
            rounds++;
        }
    }
    keeper.verifyAll("everything");
    std::printf("ok %lu rounds\n", rounds);
    return 0;
}
