// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_source.h"
#include "fake_engine.h"

#include <memory>
#include <string>

namespace samepage {

/// A machine whose module is loaded, or is not, or cannot be. While it is not
/// loaded the engine is the real BuiltinEngine on a directory that looks like
/// /sys/kernel/mm/ksm, or the real NoEngine.
class FakeEngineSource final : public EngineSource {
public:
    struct Options {
        std::string problem;     ///< at the start: empty means that the module is loaded
        std::string loadProblem; ///< what LoadModule runs into; empty: it succeeds
        std::string ksmDir;      ///< empty: a kernel without KSM
        FakeEngine::Delays delays;
    };
    explicit FakeEngineSource(Options options);

    [[nodiscard]] EngineChoice choose() override;
    void loadModule() override;
    void unloadModule() override;

private:
    Options options_;
    std::string problem_;
    std::shared_ptr<FakeEngine> module_;
};

} // namespace samepage
