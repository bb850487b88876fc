// SPDX-License-Identifier: GPL-2.0-or-later
#include "input.h"

#include <cstdio>
#include <cstdlib>

namespace samepage::fuzz {

void require(bool good, const char* what) {
    if (good)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

} // namespace samepage::fuzz
