// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_engine_source.h"

#include "engine/builtin_engine.h"
#include "engine/no_engine.h"
#include "engine/problem.h"
#include "failure.h"

#include <utility>

namespace samepage {

FakeEngineSource::FakeEngineSource(Options options)
    : options_(std::move(options))
    , problem_(options_.problem)
    , module_(std::make_shared<FakeEngine>(options_.delays, true)) {}

EngineChoice FakeEngineSource::choose() {
    if (problem_.empty() || problem_ == problem::builtinBusy)
        return {module_, problem_};
    if (options_.ksmDir.empty())
        return {std::make_shared<NoEngine>(problem_), problem_};
    return {std::make_shared<BuiltinEngine>(KsmDir(options_.ksmDir), problem_), problem_};
}

void FakeEngineSource::loadModule() {
    if (!options_.loadProblem.empty()) {
        problem_ = options_.loadProblem;
        throw Failure(FailureKind::Failed, problem::advice(problem_));
    }
    problem_.clear();
}

void FakeEngineSource::unloadModule() {
    problem_ = problem::moduleNotLoaded;
    module_ = std::make_shared<FakeEngine>(options_.delays, false); // it forgets everything
}

} // namespace samepage
