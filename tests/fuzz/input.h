// SPDX-License-Identifier: GPL-2.0-or-later
//
// The fuzzer's bytes as numbers. When they run out everything is 0.
#pragma once

#include <cstddef>
#include <cstdint>

namespace samepage::fuzz {

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size)
        : at_(data)
        , end_(data + size) {}

    bool empty() const { return at_ == end_; }
    std::uint32_t byte() { return empty() ? 0 : *at_++; }
    std::uint32_t word() {
        const std::uint32_t low = byte();
        return low | byte() << 8;
    }
    std::uint32_t below(std::uint32_t limit) { return (limit > 256 ? word() : byte()) % limit; }

private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

/// Ends the program with @p what when @p good does not hold, as a fuzzer wants it.
void require(bool good, const char* what);

} // namespace samepage::fuzz
