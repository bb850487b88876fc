// SPDX-License-Identifier: GPL-2.0-or-later
//
// A process whose pages a device refers to for a long time while somebody merges them: buffers
// that are registered with io_uring. What the processor writes there the device must see, and what
// the device writes the processor must see, however long ago they were registered.
//
//   pinner SECONDS [SEED [PAGES]]
//
// Ends with exit code 1 when either saw something else. Prints "ready" at the beginning and
// "ok N rounds" at the end.
#include "kept_memory.h"
#include "run.h"

#include <array>
#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <random>
#include <string>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <thread>

namespace {

using samepage::die;
using samepage::KeptMemory;
using samepage::kPage;
using samepage::kTwins;

// One request at a time through io_uring, on one registered buffer.
class Ring {
public:
    Ring() {
        fd_ = static_cast<int>(syscall(SYS_io_uring_setup, 4, &parameters_));
        if (fd_ < 0)
            die("io_uring_setup");
        submissions_ = map(IORING_OFF_SQ_RING, parameters_.sq_off.array +
                                                   parameters_.sq_entries * sizeof(std::uint32_t));
        completions_ = map(IORING_OFF_CQ_RING,
                           parameters_.cq_off.cqes + parameters_.cq_entries * sizeof(io_uring_cqe));
        entries_ = reinterpret_cast<io_uring_sqe*>(
            map(IORING_OFF_SQES, parameters_.sq_entries * sizeof(io_uring_sqe)));
    }
    ~Ring() { close(fd_); }
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    void pin(char* where, std::size_t length) {
        const iovec buffer{where, length};
        if (syscall(SYS_io_uring_register, fd_, IORING_REGISTER_BUFFERS, &buffer, 1) != 0)
            die("IORING_REGISTER_BUFFERS");
    }
    void unpin() {
        if (syscall(SYS_io_uring_register, fd_, IORING_UNREGISTER_BUFFERS, nullptr, 0) != 0)
            die("IORING_UNREGISTER_BUFFERS");
    }

    // Moves `length` bytes between the beginning of `file` and a place in the pinned buffer.
    void transfer(int file, char* where, std::size_t length, bool toFile) {
        auto* tail = word(submissions_, parameters_.sq_off.tail);
        const std::uint32_t mask = *word(submissions_, parameters_.sq_off.ring_mask);
        const std::uint32_t slot = *tail & mask;
        io_uring_sqe& entry = entries_[slot];
        std::memset(&entry, 0, sizeof(entry));
        entry.opcode = toFile ? IORING_OP_WRITE_FIXED : IORING_OP_READ_FIXED;
        entry.fd = file;
        entry.addr = reinterpret_cast<std::uint64_t>(where);
        entry.len = static_cast<std::uint32_t>(length);
        word(submissions_, parameters_.sq_off.array)[slot] = slot;
        std::atomic_ref(*tail).store(*tail + 1, std::memory_order_release);
        while (syscall(SYS_io_uring_enter, fd_, 1, 1, IORING_ENTER_GETEVENTS, nullptr, 0) < 0)
            if (errno != EINTR)
                die("io_uring_enter");
        auto* head = word(completions_, parameters_.cq_off.head);
        while (std::atomic_ref(*word(completions_, parameters_.cq_off.tail))
                   .load(std::memory_order_acquire) == *head)
            std::this_thread::yield();
        const std::uint32_t completed = *head & *word(completions_, parameters_.cq_off.ring_mask);
        const auto* results =
            reinterpret_cast<io_uring_cqe*>(completions_ + parameters_.cq_off.cqes);
        const int result = results[completed].res;
        std::atomic_ref(*head).store(*head + 1, std::memory_order_release);
        if (result != static_cast<int>(length)) {
            errno = result < 0 ? -result : 0;
            die("a transfer with a registered buffer");
        }
    }

private:
    char* map(std::uint64_t what, std::size_t length) const {
        void* p = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd_,
                       static_cast<off_t>(what));
        if (p == MAP_FAILED)
            die("mmap of the ring");
        return static_cast<char*>(p);
    }
    static std::uint32_t* word(char* ring, std::uint32_t offset) {
        return reinterpret_cast<std::uint32_t*>(ring + offset);
    }

    io_uring_params parameters_{};
    int fd_ = -1;
    char* submissions_ = nullptr;
    char* completions_ = nullptr;
    io_uring_sqe* entries_ = nullptr;
};

class Pinner {
public:
    Pinner(std::uint64_t seed, std::size_t pages)
        : rng_(seed)
        , region_(pages) {
        const std::string path = "/var/tmp/pinner." + std::to_string(getpid());
        file_ = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file_ < 0)
            die("open");
        unlink(path.c_str());
        for (std::size_t i = 0; i < pages; i++)
            region_.fill(i, static_cast<std::uint32_t>(i % (kTwins + 1)));
    }
    ~Pinner() { close(file_); }
    Pinner(const Pinner&) = delete;
    Pinner& operator=(const Pinner&) = delete;

    void verifyAll(const char* after) const { region_.verifyAll(after); }

    void round() {
        const std::size_t count = 1 + below(kMost);
        const std::size_t first = below(region_.pages() - count + 1);
        char* where = region_.at(first);
        ring_.pin(where, count * kPage);
        pause();
        if (below(4) == 0)
            forkChild();
        for (int times = 0; times < 3; times++) {
            if (below(2) != 0) {
                for (std::size_t i = 0; i < count; i += 1 + below(3))
                    region_.fill(first + i, someNumber());
                pause();
                deviceReads(first, count);
            } else {
                deviceWrites(first, count);
                pause();
            }
            for (std::size_t i = 0; i < count; i++)
                region_.verify(first + i, "a transfer");
        }
        if (below(8) == 0) // the pins stay, the mapping goes
            unmap(first, count);
        ring_.unpin();
        for (int i = 0; i < 16; i++)
            region_.verify(below(region_.pages()), "unpinning");
    }

private:
    static constexpr std::size_t kMost = 64;

    std::size_t below(std::size_t n) { return rng_() % n; }
    std::uint32_t someNumber() { return static_cast<std::uint32_t>(below(kTwins + 1)); }
    // Some pauses are long enough for a whole pass over the memory.
    void pause() {
        std::this_thread::sleep_for(std::chrono::milliseconds(below(below(4) ? 80 : 2000)));
    }

    void deviceReads(std::size_t first, std::size_t count) {
        ring_.transfer(file_, region_.at(first), count * kPage, true);
        for (std::size_t i = 0; i < count; i++) {
            std::array<std::uint64_t, samepage::kWords> page{};
            if (pread(file_, page.data(), kPage, static_cast<off_t>(i * kPage)) !=
                static_cast<ssize_t>(kPage))
                die("pread");
            if (samepage::firstDifference(page.data(), region_.expected(first + i)) !=
                samepage::kWords) {
                std::fprintf(stderr, "pinner %d: the device read something else from page %zu\n",
                             getpid(), first + i);
                std::exit(1);
            }
        }
    }

    void deviceWrites(std::size_t first, std::size_t count) {
        std::array<std::uint32_t, kMost> numbers{};
        for (std::size_t i = 0; i < count; i++) {
            numbers[i] = someNumber();
            std::array<std::uint64_t, samepage::kWords> page{};
            samepage::fillPage(page.data(), numbers[i]);
            if (pwrite(file_, page.data(), kPage, static_cast<off_t>(i * kPage)) !=
                static_cast<ssize_t>(kPage))
                die("pwrite");
        }
        ring_.transfer(file_, region_.at(first), count * kPage, false);
        for (std::size_t i = 0; i < count; i++)
            region_.expect(first + i, numbers[i]);
    }

    void unmap(std::size_t first, std::size_t count) {
        if (munmap(region_.at(first), count * kPage) != 0)
            die("munmap");
        KeptMemory::map(region_.at(first), count);
        for (std::size_t i = 0; i < count; i++)
            region_.expect(first + i, 0);
    }

    void forkChild() {
        const pid_t child = fork();
        if (child < 0)
            die("fork");
        if (child == 0) {
            region_.verifyAll("fork, in the child");
            std::_Exit(0);
        }
        int status = 0;
        if (waitpid(child, &status, 0) != child || status != 0) {
            errno = 0;
            die("the child did not end well");
        }
    }

    std::mt19937_64 rng_;
    KeptMemory region_;
    Ring ring_;
    int file_ = -1;
};

} // namespace

int main(int argc, char** argv) {
    samepage::Run run(argc, argv, 1024);
    Pinner pinner(run.seed(), run.pages());
    const unsigned long rounds = run.repeat([&] { pinner.round(); });
    pinner.verifyAll("everything");
    return samepage::Run::finish(rounds);
}
