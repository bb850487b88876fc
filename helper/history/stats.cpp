// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/stats.h"

namespace samepage {

void Stats::append(const Stats& later) {
    if (later.count == 0)
        return;
    if (count == 0) {
        *this = later;
        return;
    }
    const bool lower = later.min < min;
    const bool higher = later.max > max;
    if (lower && higher)
        minFirst = later.minFirst;
    else if (lower || higher)
        minFirst = higher;
    if (lower)
        min = later.min;
    if (higher)
        max = later.max;
    sum += later.sum;
    count += later.count;
}

} // namespace samepage
