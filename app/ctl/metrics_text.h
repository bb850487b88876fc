// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ctl/service_status.h"

#include <string>

namespace samepage::ctl {

// OpenMetrics 1.0 that is also what node_exporter's textfile collector reads,
// the older text format of Prometheus: so there are no types "info" and
// "stateset", but gauges that are 0 or 1. Names are part of samepagectl's
// interface.
[[nodiscard]] std::string metricsText(const ServiceStatus& status);

} // namespace samepage::ctl
