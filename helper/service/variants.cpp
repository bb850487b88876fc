// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/variants.h"

#include "failure.h"
#include "text/printable.h"

#include <variant>

namespace samepage {

Tunables toTunables(const VariantMap& values) {
    Tunables tunables;
    for (const auto& [name, value] : values) {
        if (value.containsValueOfType<bool>())
            tunables[name] = value.get<bool>();
        else if (value.containsValueOfType<std::uint64_t>())
            tunables[name] = value.get<std::uint64_t>();
        else if (value.containsValueOfType<std::string>())
            tunables[name] = value.get<std::string>();
        else
            throw Failure(FailureKind::InvalidArgument,
                          "\"" + plain(name, 40) +
                              "\" must be a number (type t), true or false (type b), or a word "
                              "(type s).");
    }
    return tunables;
}

VariantMap toVariants(const Tunables& tunables) {
    VariantMap values;
    for (const auto& [name, value] : tunables)
        values[name] = std::visit([](const auto& held) { return sdbus::Variant(held); }, value);
    return values;
}

VariantMap toVariants(const Estimate& estimate) {
    return {{"saved", sdbus::Variant(estimate.saved)},
            {"within", sdbus::Variant(estimate.within)},
            {"merged", sdbus::Variant(estimate.merged)},
            {"others", sdbus::Variant(estimate.others)},
            {"zero", sdbus::Variant(estimate.zero)},
            {"error", sdbus::Variant(estimate.error)},
            {"looked_pages", sdbus::Variant(estimate.lookedPages)},
            {"changed_pages", sdbus::Variant(estimate.changedPages)},
            {"sample", sdbus::Variant(estimate.sample)},
            {"processes", sdbus::Variant(estimate.processes)}};
}

VariantMap toVariants(const Explanation& explanation) {
    return {{"resident", sdbus::Variant(explanation.resident)},
            {"reasons", sdbus::Variant(explanation.reasons)}};
}

VariantMap toVariants(const RunPolicy& policy) {
    return {{"when", sdbus::Variant(std::string(whenWord(policy.when)))},
            {"memory_percent", sdbus::Variant(policy.memoryPercent)},
            {"pressure_percent", sdbus::Variant(policy.pressurePercent)}};
}

void applyPolicy(const VariantMap& values, RunPolicy& policy) {
    if (values.empty())
        throw Failure(FailureKind::InvalidArgument, "Name at least one part of the policy.");
    for (const auto& [name, value] : values) {
        if (name == "when" && value.containsValueOfType<std::string>()) {
            const auto when = parseWhen(value.get<std::string>());
            if (!when)
                throw Failure(FailureKind::InvalidArgument,
                              R"("when" must be "always", "low-memory", "mains" or "pressure".)");
            policy.when = *when;
        } else if (name == "memory_percent" && value.containsValueOfType<std::uint32_t>()) {
            policy.memoryPercent = value.get<std::uint32_t>();
        } else if (name == "pressure_percent" && value.containsValueOfType<double>()) {
            policy.pressurePercent = value.get<double>();
        } else {
            throw Failure(
                FailureKind::InvalidArgument,
                "\"" + plain(name, 40) +
                    "\" is no part of a policy, or has another type: there are \"when\" "
                    "(type s), \"memory_percent\" (type u) and \"pressure_percent\" (type "
                    "d).");
        }
    }
    checkPolicy(policy);
}

VariantMap mergeResult(std::uint64_t newlyMergedBytes) {
    return {{"newly_merged", sdbus::Variant(newlyMergedBytes)}};
}

} // namespace samepage
