// SPDX-License-Identifier: GPL-2.0-or-later
#include "made_up_settings.h"

namespace samepage::gui {

using client::Settings;

namespace {

using Number = std::uint64_t;

} // namespace

Settings madeUpTunables() {
    Settings settings = madeUpBuiltinTunables();
    settings.merge(Settings{{"threads", Number{1}},
                            {"max_cpu_percent", Number{20}},
                            {"domains", std::string("user")},
                            {"zero_pages_only", false},
                            {"huge_page_min_merge", Number{64}},
                            {"reverse_map", true},
                            {"max_kernel_pages", Number{262144}}});
    return settings;
}

Settings madeUpBuiltinTunables() {
    return {{"pages_to_scan", Number{100}},
            {"sleep_millisecs", Number{20}},
            {"max_page_sharing", Number{256}},
            {"merge_across_nodes", true},
            {"use_zero_pages", false},
            {"smart_scan", true},
            {"stable_node_chains_prune_millisecs", Number{2000}},
            {"advisor_mode", std::string("none")},
            {"advisor_target_scan_time", Number{200}},
            {"advisor_max_cpu", Number{70}},
            {"advisor_min_pages_to_scan", Number{500}},
            {"advisor_max_pages_to_scan", Number{30000}}};
}

Settings madeUpPolicy() {
    return {
        {"when", std::string("always")}, {"memory_percent", Number{25}}, {"pressure_percent", 5.0}};
}

} // namespace samepage::gui
