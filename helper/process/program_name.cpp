// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/program_name.h"

namespace samepage {
namespace {

constexpr std::size_t kernelNameLength = 15;

} // namespace

std::string programName(const std::string& kernelName, const std::string& exe) {
    if (kernelName.size() != kernelNameLength)
        return kernelName;
    const auto slash = exe.rfind('/');
    const std::string file = slash == std::string::npos ? exe : exe.substr(slash + 1);
    return file.starts_with(kernelName) ? file : kernelName;
}

} // namespace samepage
