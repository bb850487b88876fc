// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs a fuzz target without a fuzzer: all inputs of a folder, and a number of
// random changes of each that are the same every time.
//
//   NAME_fuzz FOLDER CHANGES
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes contentsOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void change(Bytes& bytes, std::mt19937& random) {
    for (std::uint32_t i = 1 + random() % 8; i > 0; i--) {
        const std::size_t at = bytes.empty() ? 0 : random() % bytes.size();
        switch (random() % 4) {
        case 0:
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                         static_cast<std::uint8_t>(random()));
            break;
        case 1:
            if (!bytes.empty())
                bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 2: { // a piece once more, somewhere else
            const Bytes piece(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                              bytes.begin() +
                                  static_cast<std::ptrdiff_t>(std::min(bytes.size(), at + 16)));
            bytes.insert(bytes.end(), piece.begin(), piece.end());
            break;
        }
        default:
            if (!bytes.empty())
                bytes[at] = static_cast<std::uint8_t>(random());
        }
    }
}

// So that an input that ends the program is not lost: it goes to the standard error.
Bytes current;

void tell(int) {
    for (const std::uint8_t byte : current)
        std::fprintf(stderr, "%02x", byte);
    std::fputs(" is the input\n", stderr);
    std::_Exit(1);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s FOLDER CHANGES\n", argv[0]);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    const int changes = std::atoi(argv[2]);
    std::size_t runs = 0;
    std::signal(SIGABRT, tell);
    std::mt19937 random(1);
    for (const auto& file : files) {
        Bytes bytes = contentsOf(file);
        for (int i = 0; i <= changes; i++, runs++) {
            if (i > 0)
                change(bytes, random);
            current = bytes;
            LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        }
    }
    std::printf("%zu inputs, %zu runs\n", files.size(), runs);
    return files.empty() ? 1 : 0;
}
