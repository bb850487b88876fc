// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/metrics.h"

#include "engine/counter_names.h"
#include "failure.h"
#include "text/printable.h"

#include <algorithm>
#include <string_view>

namespace samepage {
namespace {

constexpr std::string_view averageSuffix = ".average";

bool isKept(std::string_view counter) {
    return counter == savedBytesCounter || counter == scannerCpuCounter ||
           std::find(counterFiles.begin(), counterFiles.end(), counter) != counterFiles.end();
}

std::vector<std::string> everyCounter() {
    std::vector<std::string> names(counterFiles.begin(), counterFiles.end());
    names.emplace_back(savedBytesCounter);
    names.emplace_back(scannerCpuCounter);
    return names;
}

Series addSeries(MetricChoice& choice, std::string_view name) {
    Series series;
    series.average = name.ends_with(averageSuffix);
    const std::string counter(
        name.substr(0, name.size() - (series.average ? averageSuffix.size() : 0)));
    if (!isKept(counter))
        throw Failure(FailureKind::InvalidArgument,
                      "There is no metric \"" + plain(name, 40) + "\" in the history.");
    const auto known = std::find(choice.counters.begin(), choice.counters.end(), counter);
    series.metric = static_cast<std::size_t>(known - choice.counters.begin());
    if (known == choice.counters.end())
        choice.counters.push_back(counter);
    return series;
}

} // namespace

MetricChoice chooseMetrics(const std::vector<std::string>& names) {
    MetricChoice choice;
    choice.names = names.empty() ? everyCounter() : names;
    for (auto name = choice.names.begin(); name != choice.names.end(); ++name) {
        choice.series.push_back(addSeries(choice, *name));
        if (std::find(choice.names.begin(), name, *name) != name)
            throw Failure(FailureKind::InvalidArgument,
                          "The metric \"" + *name + "\" is named twice.");
    }
    return choice;
}

std::map<std::string, std::uint64_t>
keptCounters(const std::map<std::string, std::uint64_t>& counters) {
    std::map<std::string, std::uint64_t> kept;
    std::copy_if(counters.begin(), counters.end(), std::inserter(kept, kept.end()),
                 [](const auto& counter) { return isKept(counter.first); });
    return kept;
}

} // namespace samepage
