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
#include "kept_memory.h"
#include "run.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <thread>

namespace {

using samepage::die;
using samepage::firstDifference;
using samepage::kPage;
using samepage::kTwins;
using samepage::kUnique;
using samepage::kWords;
using samepage::wordOf;
using Region = samepage::KeptMemory;
using Rng = std::mt19937_64;

constexpr int kSoftOffline = 101; // MADV_SOFT_OFFLINE, which the C library does not name

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
        zeros_ = memfd_create("zeros", MFD_CLOEXEC);
        if (zeros_ < 0 || ftruncate(zeros_, static_cast<off_t>(pages * kPage)) != 0)
            die("memfd");
        mem_ = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
        if (mem_ < 0 || pipe2(pipe_.data(), O_CLOEXEC) != 0)
            die("/proc/self/mem or pipe");
        // The same in every keeper, whatever its seed: twins.
        for (std::size_t i = 0; i < pages; i++)
            region_.fill(i, static_cast<std::uint32_t>(i % (kTwins + 1)));
    }
    ~Keeper() {
        for (const int fd : {file_, zeros_, mem_, pipe_[0], pipe_[1]})
            close(fd);
    }
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
            Operation{"merge advice", &Keeper::mergeForAll},
            Operation{"free", &Keeper::freeLazily},
            Operation{"splice", &Keeper::splice},
            Operation{"write to /proc/self/mem", &Keeper::writeByFile},
            Operation{"ptrace", &Keeper::trace},
            Operation{"move between nodes", &Keeper::moveBetweenNodes},
            Operation{"move and leave", &Keeper::moveAndLeave},
            Operation{"soft offline", &Keeper::softOffline},
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
        // A private mapping of a file of zeros holds anonymous pages too, once it is written.
        Region::map(region_.at(r.first), r.count, below(3) ? -1 : zeros_);
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

    // The flag of the whole process, by itself: prctl(PR_SET_MEMORY_MERGE).
    void mergeForAll() {
        if (below(4) == 0)
            prctl(PR_SET_MEMORY_MERGE, below(4) ? 1 : 0, 0, 0, 0);
    }

    // The kernel may drop such a page until it is written again; it must be either old or zero.
    void freeLazily() {
        const Range r = someRange(64);
        if (madvise(region_.at(r.first), r.count * kPage, MADV_FREE) != 0 && errno != EINVAL)
            die("madvise(MADV_FREE)");
        std::this_thread::sleep_for(std::chrono::milliseconds(below(40)));
        for (std::size_t i = 0; i < r.count; i++) {
            const std::size_t page = r.first + i;
            // A read is not enough to keep it, and what is zero once stays so.
            const bool dropped = firstDifference(region_.at(page), 0) == kWords;
            if (!dropped && firstDifference(region_.at(page), region_.expected(page)) != kWords &&
                firstDifference(region_.at(page), 0) != kWords)
                region_.verify(page, "MADV_FREE");
            region_.fill(page, someNumber());
        }
    }

    // The pipe refers to the pages themselves until it is read.
    void splice() {
        const Range r = someRange(8);
        const iovec pages{region_.at(r.first), r.count * kPage};
        const ssize_t put = vmsplice(pipe_[1], &pages, 1, 0);
        if (put != static_cast<ssize_t>(r.count * kPage))
            die("vmsplice");
        std::this_thread::sleep_for(std::chrono::milliseconds(below(60)));
        for (std::size_t i = 0; i < r.count; i++) {
            std::array<std::uint64_t, kWords> page{};
            std::size_t got = 0;
            while (got < kPage) {
                const ssize_t n =
                    ::read(pipe_[0], reinterpret_cast<char*>(page.data()) + got, kPage - got);
                if (n <= 0)
                    die("read of the pipe");
                got += static_cast<std::size_t>(n);
            }
            if (firstDifference(page.data(), region_.expected(r.first + i)) != kWords) {
                errno = 0;
                die("what came through the pipe differs from the page");
            }
        }
    }

    void writeByFile() {
        const std::size_t page = below(region_.pages());
        const std::uint32_t number = someNumber();
        std::array<std::uint64_t, kWords> words{};
        samepage::fillPage(words.data(), number);
        if (pwrite(mem_, words.data(), kPage, reinterpret_cast<off_t>(region_.at(page))) !=
            static_cast<ssize_t>(kPage))
            die("write to /proc/self/mem");
        region_.expect(page, number);
        region_.verify(page, "write to /proc/self/mem");
    }

    // A debugger writes into a child's copy, read-only ranges too; the parent's stays as it is.
    void trace() {
        const std::size_t page = below(region_.pages());
        const pid_t child = fork();
        if (child < 0)
            die("fork");
        if (child == 0) {
            mprotect(region_.at(page), kPage, PROT_READ);
            ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
            std::raise(SIGSTOP);
            const auto* words = reinterpret_cast<volatile std::uint64_t*>(region_.at(page));
            std::_Exit(words[3] == 4711 && words[4] == wordOf(region_.expected(page), 4) ? 0 : 1);
        }
        int status = 0;
        if (waitpid(child, &status, 0) != child)
            die("waitpid");
        if (WIFSTOPPED(status)) {
            char* where = region_.at(page) + 3 * sizeof(std::uint64_t);
            errno = 0;
            const long before = ptrace(PTRACE_PEEKDATA, child, where, nullptr);
            if (errno != 0)
                die("ptrace(PTRACE_PEEKDATA)");
            if (static_cast<std::uint64_t>(before) != wordOf(region_.expected(page), 3))
                die("a child's word is wrong to its debugger");
            if (ptrace(PTRACE_POKEDATA, child, where, 4711L) != 0)
                die("ptrace(PTRACE_POKEDATA)");
            ptrace(PTRACE_DETACH, child, nullptr, nullptr);
            if (waitpid(child, &status, 0) != child)
                die("waitpid");
        }
        if (status != 0) {
            std::fprintf(stderr, "keeper %d: the traced child ended with status %#x\n", getpid(),
                         static_cast<unsigned>(status));
            std::exit(1);
        }
        region_.verify(page, "a debugger's write into the child");
    }

    void moveBetweenNodes() {
        constexpr unsigned long kNodes[] = {1, 2};
        if (below(4) == 0) {
            const std::size_t from = below(2);
            syscall(SYS_migrate_pages, 0, 8, &kNodes[from], &kNodes[1 - from]);
            return;
        }
        constexpr std::size_t kMost = 64;
        const Range r = someRange(kMost);
        std::array<void*, kMost> pages{};
        std::array<int, kMost> nodes{};
        std::array<int, kMost> status{};
        for (std::size_t i = 0; i < r.count; i++) {
            pages[i] = region_.at(r.first + i);
            nodes[i] = static_cast<int>(below(2));
        }
        // One node only, or a page that cannot move: what counts is that contents stay.
        syscall(SYS_move_pages, 0, r.count, pages.data(), nodes.data(), status.data(),
                below(2) ? 2 /* MPOL_MF_MOVE */ : 4 /* MPOL_MF_MOVE_ALL */);
        for (std::size_t i = 0; i < r.count; i++)
            region_.verify(r.first + i, "move_pages");
    }

    // The page tables go elsewhere, the mapping stays and is empty.
    void moveAndLeave() {
        const Range r = someRange(64);
        const std::size_t length = r.count * kPage;
        void* moved =
            mremap(region_.at(r.first), length, length, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, nullptr);
        if (moved == MAP_FAILED) {
            if (errno != EFAULT && errno != EINVAL)
                die("mremap that leaves the mapping");
            return;
        }
        for (std::size_t i = 0; i < r.count; i++) {
            const char* page = static_cast<char*>(moved) + i * kPage;
            if (firstDifference(page, region_.expected(r.first + i)) != kWords) {
                errno = 0;
                die("a page changed when it moved");
            }
            region_.expect(r.first + i, 0);
            region_.verify(r.first + i, "mremap that leaves the mapping");
        }
        munmap(moved, length);
    }

    // What the kernel does to a page of memory that is about to fail. The frame is lost until the
    // next boot, so not often.
    void softOffline() {
        if (below(64) != 0)
            return;
        const std::size_t page = below(region_.pages());
        madvise(region_.at(page), kPage, kSoftOffline);
        region_.verify(page, "soft offline");
    }

    Rng rng_;
    Region region_;
    std::uint32_t unique_;
    int file_;
    int zeros_ = -1;
    int mem_ = -1;
    std::array<int, 2> pipe_{-1, -1};
};

} // namespace

int main(int argc, char** argv) {
    samepage::Run run(argc, argv, 4096, 4, " [still]");
    const bool still = argc > 4;
    Keeper keeper(run.seed(), run.pages());
    unsigned long rounds = 0;
    run.ready();
    {
        const Counter counter;
        for (; run.goesOn(); rounds++) {
            if (still) {
                keeper.verifyAll("nothing");
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            } else {
                keeper.round();
            }
        }
    }
    keeper.verifyAll("everything");
    return samepage::Run::finish(rounds);
}
