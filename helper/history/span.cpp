// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/span.h"

#include <algorithm>

namespace samepage {
namespace {

/// Whether the fine spans hold every sample of the coarse one. They do not when
/// some of them were forgotten, or when the clock was set back to a time whose
/// fine spans had been forgotten already.
bool complete(const Span& coarse, std::vector<Span>::const_iterator first,
              std::vector<Span>::const_iterator last) {
    for (std::size_t metric = 0; metric < coarse.metrics.size(); ++metric) {
        std::uint64_t samples = 0;
        for (auto fine = first; fine != last; ++fine)
            samples += fine->metrics[metric].count;
        if (samples != coarse.metrics[metric].count)
            return false;
    }
    return true;
}

} // namespace

std::vector<Span> refined(const std::vector<Span>& coarse, const std::vector<Span>& fine) {
    std::vector<Span> result;
    auto next = fine.begin();
    const auto startsBefore = [](const Span& span, std::uint64_t time) {
        return span.start < time;
    };
    for (const Span& span : coarse) {
        const auto first = std::lower_bound(next, fine.end(), span.start, startsBefore);
        result.insert(result.end(), next, first); // none, unless a coarse one is missing
        next = std::lower_bound(first, fine.end(), span.end(), startsBefore);
        if (first != next && complete(span, first, next))
            result.insert(result.end(), first, next);
        else
            result.push_back(span);
    }
    result.insert(result.end(), next, fine.end());
    return result;
}

} // namespace samepage
