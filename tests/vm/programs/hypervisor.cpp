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
// the beginning and "ok N rounds" at the end. Needs /dev/kvm.
#include "kept_memory.h"
#include "run.h"

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <linux/kvm.h>
#include <random>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <thread>

namespace {

using samepage::die;
using samepage::KeptMemory;
using samepage::kPage;

// Real mode: page n is segment n * 0x100. What the words must be comes in eax.
std::array<std::uint8_t, 31> codeFor(std::size_t pages) {
    const auto end = static_cast<std::uint16_t>((pages + 1) * 0x100);
    return {
        0xbb,
        0x00,
        0x01, //       mov bx, 0x100
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

class Guest {
public:
    explicit Guest(std::size_t pages)
        : pages_(pages)
        , memory_(KeptMemory::map(nullptr, pages + 1)) {
        const auto code = codeFor(pages);
        std::memcpy(memory_, code.data(), code.size());
        const int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
        if (kvm < 0)
            die("/dev/kvm");
        machine_ = ioctl(kvm, KVM_CREATE_VM, 0);
        if (machine_ < 0)
            die("KVM_CREATE_VM");
        kvm_userspace_memory_region slot{};
        slot.memory_size = (pages + 1) * kPage;
        slot.userspace_addr = reinterpret_cast<std::uint64_t>(memory_);
        if (ioctl(machine_, KVM_SET_USER_MEMORY_REGION, &slot) != 0)
            die("KVM_SET_USER_MEMORY_REGION");
        processor_ = ioctl(machine_, KVM_CREATE_VCPU, 0);
        const int size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
        if (processor_ < 0 || size <= 0)
            die("KVM_CREATE_VCPU");
        void* run = mmap(nullptr, static_cast<std::size_t>(size), PROT_READ | PROT_WRITE,
                         MAP_SHARED, processor_, 0);
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
        struct sigaction wake{};
        wake.sa_handler = [](int) {}; // no restart: KVM_RUN returns
        sigaction(SIGALRM, &wake, nullptr);
        const itimerval tick{{5, 0}, {5, 0}};
        setitimer(ITIMER_REAL, &tick, nullptr);
    }

    char* memory() const { return memory_; }
    std::size_t pages() const { return pages_; }

    // The guest expects `number` in all pages and makes it one more.
    void count(std::uint32_t number) {
        kvm_regs registers{};
        registers.rax = number;
        registers.rflags = 2;
        if (ioctl(processor_, KVM_SET_REGS, &registers) != 0)
            die("KVM_SET_REGS");
        const auto late = std::chrono::steady_clock::now() + kPatience;
        while (ioctl(processor_, KVM_RUN, 0) != 0) {
            if (errno != EINTR && errno != EAGAIN)
                die("KVM_RUN");
            if (std::chrono::steady_clock::now() > late)
                giveUp(number);
        }
        if (run_->exit_reason == KVM_EXIT_HLT)
            return;
        if (run_->exit_reason == KVM_EXIT_IO) {
            ioctl(processor_, KVM_GET_REGS, &registers);
            std::fprintf(stderr,
                         "hypervisor %d: the guest found another number than %u in page %u\n",
                         getpid(), number, static_cast<unsigned>(registers.rbx / 0x100));
        } else {
            stoppedFor();
        }
        std::exit(1);
    }

    // What the host sees.
    void verify(std::uint32_t number, const char* where) const {
        for (std::size_t page = 1; page <= pages_; page++) {
            const auto* words = reinterpret_cast<const std::uint32_t*>(memory_ + page * kPage);
            for (std::size_t i = 0; i < kPage / sizeof(std::uint32_t); i++) {
                const std::uint32_t expected = i == 0 ? number : 0;
                if (words[i] == expected)
                    continue;
                std::fprintf(
                    stderr, "hypervisor %d: page %zu, word %zu: expected number %u, found %u, %s\n",
                    getpid(), page, i, expected, words[i], where);
                std::exit(1);
            }
        }
    }

private:
    // A stop that no guest of this kind has a reason for; KVM says more about some.
    void stoppedFor() const {
        kvm_regs registers{};
        kvm_sregs segments{};
        ioctl(processor_, KVM_GET_REGS, &registers);
        ioctl(processor_, KVM_GET_SREGS, &segments);
        std::fprintf(stderr,
                     "hypervisor %d: the guest stopped for reason %u: ip %#llx, bx %#llx, ax %#llx, "
                     "flags %#llx, cr0 %#llx, cs %#llx, ds %#llx",
                     getpid(), run_->exit_reason, registers.rip, registers.rbx, registers.rax,
                     registers.rflags, segments.cr0, segments.cs.base, segments.ds.base);
        if (run_->exit_reason == KVM_EXIT_INTERNAL_ERROR) {
            std::fprintf(stderr, ", error %u, data", run_->internal.suberror);
            for (std::uint32_t i = 0; i < run_->internal.ndata && i < 16; i++)
                std::fprintf(stderr, " %#llx", run_->internal.data[i]);
        }
        std::fprintf(stderr, "\n");
    }

    // Where the guest is that does not come to an end, and whether its program is still there.
    [[noreturn]] void giveUp(std::uint32_t number) const {
        kvm_regs registers{};
        ioctl(processor_, KVM_GET_REGS, &registers);
        const auto code = codeFor(pages_);
        std::fprintf(stderr,
                     "hypervisor %d: the guest counts %u for ever: ip %#llx, bx %#llx, ax %#llx, "
                     "exit reason %u, its code is %s\n",
                     getpid(), number, registers.rip, registers.rbx, registers.rax,
                     run_->exit_reason,
                     std::memcmp(memory_, code.data(), code.size()) == 0 ? "whole" : "broken");
        verify(number, "in the host");
        std::exit(1);
    }

    static constexpr std::chrono::seconds kPatience{100};

    std::size_t pages_;
    char* memory_;
    int machine_ = -1;
    int processor_ = -1;
    kvm_run* run_ = nullptr;
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
