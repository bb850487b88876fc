// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/state_directory.h"

#include <cstdlib>
#include <string_view>

namespace samepage {

std::filesystem::path stateDirectory() {
    const char* const listed = std::getenv("STATE_DIRECTORY");
    const std::string_view all = listed ? listed : "";
    return all.substr(0, all.find(':')); // one for each that the unit asks for
}

} // namespace samepage
