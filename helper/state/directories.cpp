// SPDX-License-Identifier: GPL-2.0-or-later
#include "state/directories.h"

#include <cstdlib>
#include <string_view>

namespace samepage {

namespace {

std::filesystem::path firstOf(const char* variable) {
    const char* const listed = std::getenv(variable);
    const std::string_view all = listed ? listed : "";
    return all.substr(0, all.find(':')); // one for each that the unit asks for
}

} // namespace

std::filesystem::path stateDirectory() {
    return firstOf("STATE_DIRECTORY");
}

std::filesystem::path runtimeDirectory() {
    return firstOf("RUNTIME_DIRECTORY");
}

} // namespace samepage
