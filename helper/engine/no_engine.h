// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace samepage {

/// Nothing here can merge: no module, and a kernel without KSM.
class NoEngine final : public Engine {
public:
    /// problem: why the module is not in use; it goes into every error.
    explicit NoEngine(std::string problem);

    [[nodiscard]] std::string backend() const override { return "none"; }
    [[nodiscard]] bool available() const override { return false; }
    [[nodiscard]] bool running() override { return false; }
    [[nodiscard]] Counters counters() override { return {}; }
    void start() override { refuse(); }
    void pause() override { refuse(); }
    void unmergeAll(const ReportProgress&) override { refuse(); }
    [[nodiscard]] Tunables tunables() override { refuse(); }
    void setTunables(const Tunables&) override { refuse(); }
    [[nodiscard]] bool canMark() const override { return false; }
    void mark(const ProcessHandle&, const MarkOptions&) override { refuse(); }
    void unmark(const ProcessHandle&) override { refuse(); }
    [[nodiscard]] std::unique_ptr<MergeSnapshot> snapshot() override;
    std::uint64_t mergeNow(const ProcessHandle&, const ReportProgress&) override { refuse(); }
    bool cancelMerge(const ProcessHandle&) override { refuse(); }
    [[nodiscard]] Estimate estimate(const std::vector<ProcessKey>&, const EstimateOptions&,
                                    const ReportProgress&) override {
        refuse();
    }
    [[nodiscard]] Explanation explain(const ProcessHandle&, const ReportProgress&) override {
        refuse();
    }

private:
    [[noreturn]] void refuse() const;

    std::string problem_;
};

} // namespace samepage
