// SPDX-License-Identifier: GPL-2.0-or-later
//
// Memory that a KVM guest uses too while somebody merges it. The guest has page tables of its own
// to these pages; whoever changes a page behind it has to tell KVM.
//
// The guest counts in the first word of every page, and all pages are equal each time that it
// stops. It compares each word before it increments it; the host compares all when it has stopped.
//
//   hypervisor SECONDS [SEED [PAGES]]
//
// Ends with exit code 1 when either finds another number than the one before. Prints "ready" at
// the beginning and "ok N rounds" at the end, and before that whatever KVM gave up on: on an
// emulated processor it sometimes does. Needs /dev/kvm.
#include "kept_memory.h"
#include "run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <linux/kvm.h>
#include <memory>
#include <random>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <thread>

namespace {

using samepage::die;
using samepage::KeptMemory;
using samepage::kPage;

// Real mode: page n is segment n * 0x100. Where to begin comes in bx, what the words must be in
// eax.
std::array<std::uint8_t, 28> codeFor(std::size_t pages) {
    const auto end = static_cast<std::uint16_t>((pages + 1) * 0x100);
    return {
        0x8e,
        0xdb, // next: mov ds, bx
        0x66,
        0x39,
        0x06,
        0x00,
        0x00, //       cmp [0], eax
        0x75,
        0x10, //       jne wrong
        0x66,
        0xff,
        0x06,
        0x00,
        0x00, //       inc dword [0]
        0x81,
        0xc3,
        0x00,
        0x01, //       add bx, 0x100
        0x81,
        0xfb,
        static_cast<std::uint8_t>(end & 0xff), //
        static_cast<std::uint8_t>(end >> 8),   //       cmp bx, end
        0x75,
        0xe8, //       jne next
        0xf4, //       hlt
        0xe6,
        0x10, // wrong: out 0x10, al
        0xf4, //       hlt
    };
}

// A virtual machine with one processor over some memory of this program.
class Machine {
public:
    Machine(char* memory, std::size_t size) {
        const int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
        if (kvm < 0)
            die("/dev/kvm");
        do { // the timer's signal may come while it waits for locks
            machine_ = ioctl(kvm, KVM_CREATE_VM, 0);
        } while (machine_ < 0 && errno == EINTR);
        if (machine_ < 0)
            die("KVM_CREATE_VM");
        kvm_userspace_memory_region slot{};
        slot.memory_size = size;
        slot.userspace_addr = reinterpret_cast<std::uint64_t>(memory);
        if (ioctl(machine_, KVM_SET_USER_MEMORY_REGION, &slot) != 0)
            die("KVM_SET_USER_MEMORY_REGION");
        processor_ = ioctl(machine_, KVM_CREATE_VCPU, 0);
        const int length = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
        if (processor_ < 0 || length <= 0)
            die("KVM_CREATE_VCPU");
        length_ = static_cast<std::size_t>(length);
        void* run = mmap(nullptr, length_, PROT_READ | PROT_WRITE, MAP_SHARED, processor_, 0);
        if (run == MAP_FAILED)
            die("mmap of the processor");
        run_ = static_cast<kvm_run*>(run);
        kvm_sregs segments{};
        if (ioctl(processor_, KVM_GET_SREGS, &segments) != 0)
            die("KVM_GET_SREGS");
        segments.cs.base = segments.cs.selector = 0;
        if (ioctl(processor_, KVM_SET_SREGS, &segments) != 0)
            die("KVM_SET_SREGS");
        close(kvm);
    }
    ~Machine() {
        munmap(run_, length_);
        close(processor_);
        close(machine_);
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    void set(const kvm_regs& registers) {
        if (ioctl(processor_, KVM_SET_REGS, &registers) != 0)
            die("KVM_SET_REGS");
    }

    kvm_regs registers() const {
        kvm_regs registers{};
        if (ioctl(processor_, KVM_GET_REGS, &registers) != 0)
            die("KVM_GET_REGS");
        return registers;
    }

    // Until it stops by itself; false: it did not for `patience`.
    bool run(std::chrono::seconds patience) {
        const auto late = std::chrono::steady_clock::now() + patience;
        while (ioctl(processor_, KVM_RUN, 0) != 0) {
            if (errno != EINTR && errno != EAGAIN)
                die("KVM_RUN");
            if (std::chrono::steady_clock::now() > late)
                return false;
        }
        return true;
    }

    std::uint32_t exitReason() const { return run_->exit_reason; }

    // Where it is, and all that KVM says about why.
    void describe(std::FILE* to) const {
        const kvm_regs at = registers();
        kvm_sregs segments{};
        ioctl(processor_, KVM_GET_SREGS, &segments);
        std::fprintf(to,
                     "exit reason %u, ip %#llx, bx %#llx, ax %#llx, flags %#llx, cr0 %#llx, "
                     "cs %#llx, ds %#llx",
                     run_->exit_reason, at.rip, at.rbx, at.rax, at.rflags, segments.cr0,
                     segments.cs.base, segments.ds.base);
        if (run_->exit_reason == KVM_EXIT_INTERNAL_ERROR) {
            std::fprintf(to, ", error %u, data", run_->internal.suberror);
            for (std::uint32_t i = 0; i < std::min(run_->internal.ndata, 16U); i++)
                std::fprintf(to, " %#llx", run_->internal.data[i]);
        }
        std::fprintf(to, "\n");
    }

private:
    int machine_ = -1;
    int processor_ = -1;
    std::size_t length_ = 0;
    kvm_run* run_ = nullptr;
};

class Guest {
public:
    explicit Guest(std::size_t pages)
        : pages_(pages)
        , memory_(KeptMemory::map(nullptr, pages + 1)) {
        const auto code = codeFor(pages);
        std::memcpy(memory_, code.data(), code.size());
        boot();
        struct sigaction wake{};
        wake.sa_handler = [](int) {}; // no restart: KVM_RUN returns
        sigaction(SIGALRM, &wake, nullptr);
        const itimerval tick{{5, 0}, {5, 0}};
        setitimer(ITIMER_REAL, &tick, nullptr);
    }

    char* memory() const { return memory_; }
    std::size_t pages() const { return pages_; }

    // The guest expects `number` in all pages and makes it one more. When KVM gives up, what the
    // guest did so far has to be right; then another machine does the rest, a few times.
    void count(std::uint32_t number) {
        for (std::size_t page = 1; page <= pages_; page = firstWith(number)) {
            kvm_regs registers{};
            registers.rbx = page * 0x100;
            registers.rax = number;
            registers.rflags = 2;
            machine_->set(registers);
            const bool stopped = machine_->run(kPatience);
            if (stopped && machine_->exitReason() == KVM_EXIT_HLT)
                return;
            if (stopped && machine_->exitReason() == KVM_EXIT_IO) {
                const std::size_t wrong = machine_->registers().rbx / 0x100;
                std::fprintf(stderr,
                             "hypervisor %d: the guest found another number than %u in page %zu, "
                             "where the host finds %u: ",
                             getpid(), number, wrong, wrong <= pages_ ? word(wrong, 0) : 0);
                machine_->describe(stderr);
                std::exit(1);
            }
            const bool last = ++restarts_ > kMostRestarts;
            std::FILE* to = last ? stderr : stdout;
            std::fprintf(
                to, "hypervisor %d: KVM gave up, %s, while it counted %u, code %s: ", getpid(),
                stopped ? "stopped" : "for ever", number, codeIsWhole() ? "whole" : "broken");
            machine_->describe(to);
            if (last || !codeIsWhole())
                std::exit(1);
            boot();
        }
    }

    // What the host sees.
    void verify(std::uint32_t number, const char* where) const {
        for (std::size_t page = 1; page <= pages_; page++)
            verifyPage(page, number, where);
    }

private:
    void boot() { machine_ = std::make_unique<Machine>(memory_, (pages_ + 1) * kPage); }

    bool codeIsWhole() const {
        const auto code = codeFor(pages_);
        return std::memcmp(memory_, code.data(), code.size()) == 0;
    }

    std::uint32_t word(std::size_t page, std::size_t i) const {
        return reinterpret_cast<const std::uint32_t*>(memory_ + page * kPage)[i];
    }

    void verifyPage(std::size_t page, std::uint32_t number, const char* where) const {
        for (std::size_t i = 0; i < kPage / sizeof(std::uint32_t); i++) {
            const std::uint32_t expected = i == 0 ? number : 0;
            if (word(page, i) == expected)
                continue;
            std::fprintf(stderr,
                         "hypervisor %d: page %zu, word %zu: expected number %u, found %u, %s\n",
                         getpid(), page, i, expected, word(page, i), where);
            std::exit(1);
        }
    }

    // The page to go on with: those before it have been counted, the others not.
    std::size_t firstWith(std::uint32_t number) const {
        std::size_t first = 1;
        while (first <= pages_ && word(first, 0) == number + 1)
            first++;
        for (std::size_t page = 1; page <= pages_; page++)
            verifyPage(page, page < first ? number + 1 : number, "where KVM gave up");
        return first;
    }

    static constexpr std::chrono::seconds kPatience{60};
    static constexpr int kMostRestarts = 3;

    std::size_t pages_;
    char* memory_;
    std::unique_ptr<Machine> machine_;
    int restarts_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    samepage::Run run(argc, argv, 140);
    std::mt19937_64 rng(run.seed());
    Guest guest(run.pages());
    std::uint32_t number = 0;
    run.repeat([&] {
        for (std::size_t times = 1 + rng() % 20; times > 0; times--)
            guest.count(number++);
        // In peace, so that the pages are found equal.
        std::this_thread::sleep_for(std::chrono::milliseconds(rng() % 300));
        guest.verify(number, "in the host");
        if (rng() % 8 == 0)
            madvise(guest.memory(), (guest.pages() + 1) * kPage,
                    rng() % 2 ? MADV_PAGEOUT : MADV_COLLAPSE);
    });
    return samepage::Run::finish(number);
}
