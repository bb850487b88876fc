// SPDX-License-Identifier: GPL-2.0-or-later
#include "temp_tree.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace samepage {

TempTree::TempTree() {
    if (!directory_.isValid())
        throw std::runtime_error(directory_.errorString().toStdString());
    root_ = directory_.path().toStdString();
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
