// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"

#include <memory>
#include <string>

namespace samepage {

/// The engine to use now, and why it is not the module if it is not
/// (a value of the D-Bus property Problem, or empty).
struct EngineChoice {
    std::shared_ptr<Engine> engine; ///< never null
    std::string problem;
};

/// Where engines come from: the running kernel, or a fake in tests.
/// Used by one worker thread at a time.
class EngineSource {
public:
    virtual ~EngineSource() = default;
    [[nodiscard]] virtual EngineChoice choose() = 0; ///< cheap: called each second
    virtual void loadModule() = 0;                   ///< blocks; throws Failure
    virtual void unloadModule() = 0;                 ///< blocks; throws Failure
};

} // namespace samepage
