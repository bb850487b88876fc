// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "failure.h"

#include <gmock/gmock.h>

#include <optional>

namespace samepage {

/// The Failure that the function throws, or empty.
template <typename Function>
std::optional<Failure> failureOf(Function function) {
    try {
        function();
    } catch (const Failure& failure) {
        return failure;
    }
    return std::nullopt;
}

/// An optional Failure of this kind whose sentence holds the text.
MATCHER_P2(FailsWith, kind, text, "") {
    if (!arg) {
        *result_listener << "nothing failed";
        return false;
    }
    *result_listener << "kind " << static_cast<int>(arg->kind()) << ": " << arg->what();
    return arg->kind() == kind && std::string(arg->what()).find(text) != std::string::npos;
}

} // namespace samepage
