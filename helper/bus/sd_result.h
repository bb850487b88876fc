// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace samepage {

/// For what sd-bus returns while an answer is made: throws Failure("WHAT: why.") when it is
/// an error.
void checkSdResult(int result, std::string_view what);

} // namespace samepage
