// SPDX-License-Identifier: GPL-2.0-or-later
//
// Memory of which an account is kept, for programs that must notice every byte that changes
// without their doing while somebody merges it.
#ifndef SAMEPAGE_TESTS_VM_PROGRAMS_KEPT_MEMORY_H
#define SAMEPAGE_TESTS_VM_PROGRAMS_KEPT_MEMORY_H

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace samepage {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kWords = kPage / sizeof(std::uint64_t);
constexpr std::uint32_t kTwins = 48;    // numbers that many pages share
constexpr std::uint32_t kUnique = 1000; // above: numbers used once

// Ends the program, which is a failure of the test.
[[noreturn]] inline void die(const char* what) {
    std::fprintf(stderr, "%s %d: %s: %s\n", program_invocation_short_name, getpid(), what,
                 std::strerror(errno));
    std::exit(1);
}

// A page's contents follow from its number. Number 0 is a page of zeros, which is what fresh and
// discarded memory holds.
inline std::uint64_t wordOf(std::uint32_t number, std::size_t index) {
    if (number == 0)
        return 0;
    return (number * 0x9e3779b97f4a7c15ULL) ^ (index * 0xd1b54a32d192ed03ULL);
}

// Fills one page with the contents that belong to `number`.
inline void fillPage(void* page, std::uint32_t number) {
    auto* words = static_cast<std::uint64_t*>(page);
    for (std::size_t i = 0; i < kWords; i++)
        words[i] = wordOf(number, i);
}

// The first word that differs from what belongs to `number`, or kWords.
inline std::size_t firstDifference(const void* page, std::uint32_t number) {
    const auto* words = static_cast<const std::uint64_t*>(page);
    std::size_t i = 0;
    while (i < kWords && words[i] == wordOf(number, i))
        i++;
    return i;
}

// A range of private memory, and a table in shared memory (which is never merged) that says which
// number each of its pages must hold. A page that holds something else ends the program.
class KeptMemory {
public:
    explicit KeptMemory(std::size_t pages)
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
        fillPage(at(page), number);
        expect(page, number);
    }

    void verify(std::size_t page, const char* after) const {
        const std::size_t word = firstDifference(at(page), expected_[page]);
        if (word == kWords)
            return;
        std::fprintf(
            stderr,
            "%s %d: page %zu at %p, word %zu: expected number %u (%#lx), found %#lx, "
            "after %s\n",
            program_invocation_short_name, getpid(), page, static_cast<void*>(at(page)), word,
            expected_[page], static_cast<unsigned long>(wordOf(expected_[page], word)),
            static_cast<unsigned long>(reinterpret_cast<std::uint64_t*>(at(page))[word]), after);
        std::exit(1);
    }

    void verifyAll(const char* after) const {
        for (std::size_t i = 0; i < pages_; i++)
            verify(i, after);
    }

    // In a child: the parent goes on changing the table that both see.
    void keepOwnAccount(std::vector<std::uint32_t>& numbers) { expected_ = numbers.data(); }
    std::vector<std::uint32_t> account() const { return {expected_, expected_ + pages_}; }

    // Fresh private memory, of zeros: at `where`, or anywhere.
    static char* map(void* where, std::size_t pages, int file = -1) {
        const int flags =
            MAP_PRIVATE | (file < 0 ? MAP_ANONYMOUS : 0) | (where != nullptr ? MAP_FIXED : 0);
        void* p = mmap(where, pages * kPage, PROT_READ | PROT_WRITE, flags, file, 0);
        if (p == MAP_FAILED)
            die("mmap");
        return static_cast<char*>(p);
    }

private:
    std::size_t pages_;
    char* base_;
    std::uint32_t* expected_;
};

} // namespace samepage

#endif // SAMEPAGE_TESTS_VM_PROGRAMS_KEPT_MEMORY_H
