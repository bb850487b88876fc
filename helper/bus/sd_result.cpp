// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/sd_result.h"

#include "failure.h"

#include <string>
#include <system_error>

namespace samepage {

void checkSdResult(int result, std::string_view what) {
    if (result < 0)
        throw Failure(FailureKind::Failed,
                      std::string(what) + ": " + std::generic_category().message(-result) + ".");
}

} // namespace samepage
