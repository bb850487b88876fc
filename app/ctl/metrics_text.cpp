// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/metrics_text.h"

#include "ctl/text.h"

#include <array>
#include <initializer_list>
#include <string_view>

namespace samepage::ctl {
namespace {

struct Family {
    const char* counter; // of the service
    const char* name;    // ends with the unit, as OpenMetrics wants it
    const char* type;
    const char* unit;
    const char* help;
};

constexpr std::array<Family, 9> families{{
    {"saved_bytes", "samepage_saved_bytes", "gauge", "bytes", "Memory that merging saves."},
    {"pages_shared", "samepage_shared_pages", "gauge", "pages",
     "Pages that are kept once for several mappings."},
    {"pages_sharing", "samepage_sharing_pages", "gauge", "pages",
     "Further mappings of shared pages: what merging saves."},
    {"pages_unshared", "samepage_unshared_pages", "gauge", "pages",
     "Pages that were looked at and are unique so far."},
    {"pages_volatile", "samepage_volatile_pages", "gauge", "pages",
     "Pages that change too quickly to be merged."},
    {"ksm_zero_pages", "samepage_zero_pages", "gauge", "pages",
     "Pages of zeroes for which the kernel's zero page stands."},
    {"pages_scanned", "samepage_scanned_pages", "counter", "pages",
     "Pages looked at since the engine is there."},
    {"pages_skipped", "samepage_skipped_pages", "counter", "pages",
     "Pages not looked at, as they had not merged before."},
    {"full_scans", "samepage_full_scans", "counter", "", "Finished passes over all memory."},
}};

std::string head(const std::string& name, const char* type, std::string_view unit,
                 const char* help) {
    std::string text = "# TYPE " + name + " " + type + "\n";
    if (!unit.empty()) {
        text += "# UNIT " + name + " " + std::string(unit) + "\n";
    }
    return text + "# HELP " + name + " " + help + "\n";
}

std::string counterText(const Family& family, std::uint64_t value) {
    const std::string suffix = std::string_view(family.type) == "counter" ? "_total " : " ";
    return head(family.name, family.type, family.unit, family.help) + family.name + suffix +
           std::to_string(value) + "\n";
}

// As the value of a label: what cannot be printed is gone already.
std::string quoted(const std::string& value) {
    std::string text = "\"";
    for (const char character : printable(value)) {
        if (character == '"' || character == '\\') {
            text += '\\';
        }
        text += character;
    }
    return text + '"';
}

// One sample for each word: 1 for the one that it is, also if that is of a later
// version, and 0 for all others, so that a chart shows when it changes.
std::string choiceText(const std::string& name, const char* label, const char* help,
                       std::initializer_list<const char*> words, const std::string& now) {
    std::string text = head(name, "gauge", "", help);
    bool known = now.empty();
    const auto sample = [&](const std::string& word, bool is) {
        text += name + "{" + label + "=" + quoted(word) + (is ? "} 1\n" : "} 0\n");
    };
    for (const char* word : words) {
        sample(word, now == word);
        known = known || now == word;
    }
    if (!known) {
        sample(now, true);
    }
    return text;
}

} // namespace

std::string metricsText(const ServiceStatus& status) {
    std::string text;
    for (const Family& family : families) {
        const auto value = status.counters.find(family.counter);
        if (value != status.counters.end()) {
            text += counterText(family, value->second);
        }
    }
    text += choiceText("samepage_engine_state", "state", "The state of the engine is this one.",
                       {"running", "waiting", "paused", "unmerging", "unavailable"}, status.state);
    text += choiceText("samepage_engine_backend", "backend", "The engine is this one.",
                       {"module", "builtin", "none"}, status.backend);
    text += choiceText("samepage_problem", "reason", "Why the kernel module is not in use.",
                       {"module-not-loaded", "module-not-installed", "module-not-built",
                        "module-refused", "module-locked-down", "module-unsupported",
                        "module-failed", "module-incompatible", "builtin-busy"},
                       status.problem);
    text += head("samepage_build_info", "gauge", "",
                 "Always 1; the labels are the versions of the service and of the loaded module.");
    text += "samepage_build_info{version=" + quoted(status.version) +
            ",module_version=" + quoted(status.moduleVersion) + "} 1\n";
    return text + "# EOF\n";
}

} // namespace samepage::ctl
