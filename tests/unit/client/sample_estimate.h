// SPDX-License-Identifier: GPL-2.0-or-later
//
// An estimate in which every number is another one.
#ifndef SAMEPAGE_TESTS_UNIT_CLIENT_SAMPLE_ESTIMATE_H
#define SAMEPAGE_TESTS_UNIT_CLIENT_SAMPLE_ESTIMATE_H

#include "client/long_results.h"

namespace samepage::client {

inline constexpr Estimate kSampleEstimate{.saved = 10,
                                          .within = 1,
                                          .merged = 2,
                                          .others = 3,
                                          .zero = 4,
                                          .error = 5,
                                          .lookedPages = 6,
                                          .changedPages = 7,
                                          .sample = 8,
                                          .processes = 9};

} // namespace samepage::client

#endif // SAMEPAGE_TESTS_UNIT_CLIENT_SAMPLE_ESTIMATE_H
