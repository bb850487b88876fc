// SPDX-License-Identifier: GPL-2.0-or-later
//
// A process whose memory is under userfaultfd while somebody merges it: pages that are missing are
// supplied by a second thread, and pages that were write-protected must report the first write.
//
//   guardian SECONDS [SEED [PAGES]]
//
// Ends with exit code 1 when a page holds something else than it must, or when a write came
// through the protection unseen. Prints "ready" at the beginning and "ok N rounds" at the end.
#include "kept_memory.h"
#include "run.h"

#include <array>
#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <memory>
#include <poll.h>
#include <random>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>

namespace {

using samepage::die;
using samepage::KeptMemory;
using samepage::kPage;
using samepage::kTwins;

// The second thread: answers page faults of the region.
class Supplier {
public:
    Supplier(KeptMemory& region, std::uint64_t seed)
        : region_(region)
        , rng_(seed)
        , reported_(std::make_unique<std::atomic<unsigned>[]>(region.pages())) {
        fd_ = static_cast<int>(syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK));
        if (fd_ < 0)
            die("userfaultfd");
        uffdio_api api{};
        api.api = UFFD_API;
        api.features = UFFD_FEATURE_PAGEFAULT_FLAG_WP | UFFD_FEATURE_MOVE;
        if (ioctl(fd_, UFFDIO_API, &api) != 0)
            die("UFFDIO_API");
        uffdio_register all{};
        all.range = range(0, region.pages());
        all.mode = UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP;
        if (ioctl(fd_, UFFDIO_REGISTER, &all) != 0)
            die("UFFDIO_REGISTER");
        staging_ = KeptMemory::map(nullptr, 1);
        if (pipe2(stop_.data(), O_CLOEXEC) != 0)
            die("pipe");
        thread_ = std::thread([this] { serve(); });
    }
    ~Supplier() {
        close(stop_[1]);
        thread_.join();
        close(stop_[0]);
        close(fd_);
    }
    Supplier(const Supplier&) = delete;
    Supplier& operator=(const Supplier&) = delete;

    // How many writes to this protected page were reported so far.
    unsigned reported(std::size_t page) const { return reported_[page].load(); }

    // From now on, the next write to each of these pages is reported, if they are present.
    void protect(std::size_t first, std::size_t count) { setProtection(first, count, true); }

private:
    uffdio_range range(std::size_t first, std::size_t count) const {
        return {reinterpret_cast<std::uint64_t>(region_.at(first)), count * kPage};
    }

    void setProtection(std::size_t first, std::size_t count, bool on) {
        uffdio_writeprotect order{range(first, count),
                                  on ? UFFDIO_WRITEPROTECT_MODE_WP : std::uint64_t{0}};
        while (ioctl(fd_, UFFDIO_WRITEPROTECT, &order) != 0)
            if (errno != EAGAIN)
                die("UFFDIO_WRITEPROTECT");
    }

    void serve() {
        for (;;) {
            std::array<pollfd, 2> ends{{{fd_, POLLIN, 0}, {stop_[0], POLLIN, 0}}};
            if (poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR)
                die("poll");
            if (ends[1].revents != 0)
                return;
            uffd_msg message{};
            if (read(fd_, &message, sizeof(message)) != static_cast<ssize_t>(sizeof(message)))
                continue;
            if (message.event != UFFD_EVENT_PAGEFAULT)
                continue;
            const std::size_t page =
                (message.arg.pagefault.address - reinterpret_cast<std::uint64_t>(region_.at(0))) /
                kPage;
            if ((message.arg.pagefault.flags & UFFD_PAGEFAULT_FLAG_WP) != 0) {
                reported_[page]++;
                setProtection(page, 1, false);
            } else {
                supply(page);
            }
        }
    }

    // The page itself may go there, if nobody shares it; a copy always can.
    void supply(std::size_t page) {
        const std::uint32_t number = region_.expected(page);
        const auto where = reinterpret_cast<std::uint64_t>(region_.at(page));
        if (number == 0 && rng_() % 2 == 0) {
            uffdio_zeropage order{};
            order.range = {where, kPage};
            if (ioctl(fd_, UFFDIO_ZEROPAGE, &order) == 0 || errno == EEXIST)
                return;
        }
        samepage::fillPage(staging_, number);
        const auto from = reinterpret_cast<std::uint64_t>(staging_);
        if (rng_() % 2 == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(rng_() % 10));
            uffdio_move order{};
            order.dst = where;
            order.src = from;
            order.len = kPage;
            if (ioctl(fd_, UFFDIO_MOVE, &order) == 0 || errno == EEXIST)
                return;
            if (errno != EBUSY && errno != EAGAIN && errno != ENOENT)
                die("UFFDIO_MOVE");
        }
        uffdio_copy order{};
        order.dst = where;
        order.src = from;
        order.len = kPage;
        while (ioctl(fd_, UFFDIO_COPY, &order) != 0) {
            if (errno == EEXIST)
                return;
            if (errno != EAGAIN)
                die("UFFDIO_COPY");
            order.copy = 0;
        }
    }

    KeptMemory& region_;
    std::mt19937_64 rng_;
    std::unique_ptr<std::atomic<unsigned>[]> reported_;
    char* staging_ = nullptr;
    std::array<int, 2> stop_{-1, -1};
    int fd_ = -1;
    std::thread thread_;
};

class Guardian {
public:
    Guardian(std::uint64_t seed, std::size_t pages)
        : rng_(seed)
        , region_(pages)
        , present_(pages, false)
        , armed_(pages, false) {
        for (std::size_t i = 0; i < pages; i++)
            region_.expect(i, someNumber());
        supplier_ = std::make_unique<Supplier>(region_, seed + 1);
        for (std::size_t i = 0; i < pages; i++)
            look(i, "the first supply");
    }

    void round() {
        const std::size_t count = 1 + below(32);
        const std::size_t first = below(region_.pages() - count + 1);
        switch (below(7)) {
        case 0:
        case 1:
            for (std::size_t i = first; i < first + count; i++)
                write(i);
            break;
        case 2:
            supplier_->protect(first, count);
            for (std::size_t i = first; i < first + count; i++)
                armed_[i] = armed_[i] || present_[i];
            break;
        case 3:
            for (std::size_t i = first; i < first + count; i++)
                look(i, "some time");
            break;
        case 4:
            discard(first, count);
            break;
        case 5:
            forkChild();
            break;
        default:
            madvise(region_.at(first), count * kPage, below(2) != 0 ? MADV_PAGEOUT : MADV_COLLAPSE);
            std::this_thread::sleep_for(std::chrono::milliseconds(below(50)));
        }
        for (int i = 0; i < 16; i++)
            look(below(region_.pages()), "a round");
    }

private:
    std::size_t below(std::size_t n) { return rng_() % n; }
    std::uint32_t someNumber() { return static_cast<std::uint32_t>(below(kTwins + 1)); }

    void look(std::size_t page, const char* after) {
        region_.verify(page, after);
        present_[page] = true;
    }

    void write(std::size_t page) {
        const unsigned before = supplier_->reported(page);
        region_.fill(page, someNumber());
        if (armed_[page] && supplier_->reported(page) == before) {
            std::fprintf(stderr, "guardian %d: a write to protected page %zu came through unseen\n",
                         getpid(), page);
            std::exit(1);
        }
        armed_[page] = false;
        present_[page] = true;
    }

    void discard(std::size_t first, std::size_t count) {
        if (madvise(region_.at(first), count * kPage, MADV_DONTNEED) != 0)
            die("madvise(MADV_DONTNEED)");
        for (std::size_t i = first; i < first + count; i++) {
            region_.expect(i, someNumber());
            present_[i] = armed_[i] = false;
        }
    }

    // The child is not under userfaultfd: what is there it sees, and writes where it likes.
    void forkChild() {
        const std::vector<std::uint32_t> account = region_.account();
        const pid_t child = fork();
        if (child < 0)
            die("fork");
        if (child == 0) {
            for (std::size_t i = 0; i < region_.pages(); i++) {
                if (!present_[i])
                    continue;
                if (samepage::firstDifference(region_.at(i), account[i]) != samepage::kWords)
                    std::_Exit(1);
                if (i % 7 == 0)
                    samepage::fillPage(region_.at(i), 0);
            }
            std::_Exit(0);
        }
        int status = 0;
        while (waitpid(child, &status, 0) < 0)
            if (errno != EINTR)
                die("waitpid");
        if (status != 0) {
            std::fprintf(stderr, "guardian %d: the child ended with status %#x\n", getpid(),
                         static_cast<unsigned>(status));
            std::exit(1);
        }
    }

    std::mt19937_64 rng_;
    KeptMemory region_;
    std::vector<bool> present_;
    std::vector<bool> armed_;
    std::unique_ptr<Supplier> supplier_;
};

} // namespace

int main(int argc, char** argv) {
    samepage::Run run(argc, argv, 1024);
    Guardian guardian(run.seed(), run.pages());
    return samepage::Run::finish(run.repeat([&] { guardian.round(); }));
}
