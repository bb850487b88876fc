// SPDX-License-Identifier: GPL-2.0-or-later
#include "temp_tree.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace samepage {

TempTree::TempTree() {
    std::string name = (std::filesystem::temp_directory_path() / "samepage-test-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::runtime_error("no temporary directory");
    root_ = name;
}

TempTree::~TempTree() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

void TempTree::write(const std::filesystem::path& file, std::string_view text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
}

std::string TempTree::read(const std::filesystem::path& file) const {
    std::ifstream stream(root_ / file);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace samepage
