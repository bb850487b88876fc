// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/no_engine.h"

#include "engine/problem.h"
#include "failure.h"

#include <utility>

namespace samepage {
namespace {

class NothingMerged final : public MergeSnapshot {
public:
    [[nodiscard]] MergeState of(const ProcDir&, std::uint64_t) const override { return {}; }
};

} // namespace

NoEngine::NoEngine(std::string problem)
    : problem_(std::move(problem)) {}

void NoEngine::refuse() const {
    throw Failure(FailureKind::Unavailable,
                  "Nothing on this system can merge memory: this kernel has no scanner of its "
                  "own. " +
                      problem::advice(problem_));
}

std::unique_ptr<MergeSnapshot> NoEngine::snapshot() {
    return std::make_unique<NothingMerged>();
}

} // namespace samepage
