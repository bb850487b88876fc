// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_pages.h"

#include <cstring>

namespace samepage::bench {
namespace {

std::uint64_t mixed(std::uint64_t number) {
    number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ number >> 27) * 0x94d049bb133111ebULL;
    return number ^ number >> 31;
}

} // namespace

SyntheticPages::SyntheticPages(std::size_t count, unsigned identicalPercent)
    : numbers_(count)
    , lines_(count) {
    const std::size_t half = count / 2;
    for (std::size_t page = 0; page < count; page++) {
        // The second half repeats part of the first.
        const bool twin = page >= half && (page - half) * 200 < half * 2 * identicalPercent;
        numbers_[page] = twin ? page - half : page;
        possible_ += twin ? 1 : 0;
        for (std::size_t word = 0; word < 8; word++)
            lines_[page].words[word] = mixed(numbers_[page] * 8 + word);
    }
}

std::uint64_t SyntheticPages::hash(std::size_t page) const {
    return mixed(numbers_[page] + 0x9e3779b97f4a7c15ULL);
}

int SyntheticPages::compare(std::size_t one, std::size_t other) const {
    return std::memcmp(lines_[one].words, lines_[other].words, sizeof(FirstLine));
}

} // namespace samepage::bench
