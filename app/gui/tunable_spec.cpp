// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tunable_spec.h"

#include "gui/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <utility>

namespace samepage::gui {
namespace {

using client::SettingValue;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TunableSpec)
};

constexpr quint64 max31 = std::numeric_limits<qint32>::max();
constexpr quint64 max32 = std::numeric_limits<quint32>::max();
constexpr quint64 max64 = std::numeric_limits<quint64>::max();
constexpr quint64 pagesOfAHugePage = 512;

TunableSpec number(const char* name, quint64 min, quint64 max, quint64 normal, const QString& unit,
                   const QString& help) {
    return {.name = name,
            .kind = SettingKind::Number,
            .min = min,
            .max = max,
            .normal = SettingValue(normal),
            .unit = unit,
            .help = help};
}

TunableSpec measured(TunableSpec spec) {
    spec.symbol = true;
    return spec;
}

TunableSpec onOff(const char* name, bool normal, const QString& help) {
    return {
        .name = name, .kind = SettingKind::Switch, .normal = SettingValue(normal), .help = help};
}

TunableSpec choice(const char* name, std::vector<std::string> words, const char* normal,
                   const QString& help) {
    return {.name = name,
            .kind = SettingKind::Words,
            .words = std::move(words),
            .normal = SettingValue(std::string(normal)),
            .help = help};
}

QString rangeOnly(const TunableSpec& spec) {
    if (spec.max == max64) {
        return spec.min == 0 ? Text::tr("Any number")
                             : Text::tr("%1 or more").arg(formatCount(spec.min));
    }
    return Text::tr("%1 to %2").arg(formatCount(spec.min), formatCount(spec.max));
}

QString withUnit(const TunableSpec& spec, const QString& text) {
    return spec.symbol ? Text::tr("%1 %2", "number, unit").arg(text, spec.unit) : text;
}

TunableSpec quarterOfMemory(const Machine& machine, TunableSpec spec) {
    if (machine.memoryPages == 0) {
        spec.normal.reset();
    }
    return spec;
}

} // namespace

std::vector<TunableSpec> tunableSpecs(const Machine& machine) {
    const quint64 threads = std::min(std::max<quint64>(machine.cpus, 1), mostThreads);
    const QString pages = Text::tr("pages");
    const QString milliseconds = Text::tr("ms");
    const QString percent = Text::tr("%");
    return {
        measured(number("max_cpu_percent", 1, 100 * threads, 20, percent,
                        Text::tr("How much of one CPU all scanning threads together may use."))),
        number("threads", 1, threads, 1, Text::tr("threads"),
               Text::tr("How many threads scan. Fewer of them lower max_cpu_percent to what they "
                        "may use.")),
        number("pages_to_scan", 0, max32, 100, pages,
               Text::tr("How many pages each thread looks at between two rests.")),
        measured(
            number("sleep_millisecs", 0, max32, 20, milliseconds, Text::tr("How long a rest is."))),
        onOff("smart_scan", true,
              Text::tr("Pass over pages that did not change, and for some passes over those that "
                       "change all the time.")),
        choice("advisor_mode", {"none", "scan-time"}, "none",
               Text::tr("Who sets pages_to_scan: nobody, or the advisor, so that a pass takes a "
                        "certain time.")),
        measured(number("advisor_target_scan_time", 1, max64, 200, Text::tr("s"),
                        Text::tr("How long a pass should take with the advisor."))),
        measured(number("advisor_max_cpu", 0, max32, 70, percent,
                        Text::tr("How much of a CPU the advisor aims to stay below."))),
        number("advisor_min_pages_to_scan", 0, max64, 500, pages,
               Text::tr("The fewest pages that the advisor sets.")),
        number("advisor_max_pages_to_scan", 0, max64, 30000, pages,
               Text::tr("The most pages that the advisor sets.")),
        choice("domains", {"all", "user", "cgroup", "process"}, "user",
               Text::tr("Whose memory merges with whose. A change unmerges what does not belong "
                        "together any more.")),
        number("max_page_sharing", 2, max31, 256, Text::tr("mappings"),
               Text::tr("How many mappings one merged page may have. It can only be changed while "
                        "nothing is merged.")),
        onOff("merge_across_nodes", true,
              Text::tr("Merge pages of different NUMA nodes. It can only be changed while nothing "
                       "is merged.")),
        onOff("use_zero_pages", false,
              Text::tr("Replace pages of zeroes by the kernel’s own zero page.")),
        onOff("zero_pages_only", false,
              Text::tr("Merge nothing but pages of zeroes; for use_zero_pages.")),
        number("huge_page_min_merge", 0, pagesOfAHugePage, 64, pages,
               Text::tr("Split a huge page when so many of its 512 pages would merge. 0: one is "
                        "enough.")),
        onOff("reverse_map", true,
              Text::tr("Merged pages can be swapped out and moved like any others. If not, they "
                       "stay where they are.")),
        quarterOfMemory(
            machine,
            number(
                "max_kernel_pages", 0, max64, machine.memoryPages / 4, pages,
                Text::tr("How many merged pages there may be that cannot be swapped out. A quarter "
                         "of the memory by default."))),
        measured(
            number("stable_node_chains_prune_millisecs", 0, max32, 2000, milliseconds,
                   Text::tr("How often merged pages that nobody maps any more are looked for."))),
    };
}

TunableSpec unknownTunable(const std::string& name, const SettingValue& value) {
    TunableSpec spec;
    spec.name = name;
    spec.max = max64;
    if (std::holds_alternative<bool>(value)) {
        spec.kind = SettingKind::Switch;
    } else if (const auto* word = std::get_if<std::string>(&value)) {
        spec.kind = SettingKind::Words;
        spec.words = {*word};
    } else if (std::holds_alternative<double>(value)) {
        spec.kind = SettingKind::Fraction;
    }
    return spec;
}

QString settingText(const TunableSpec& spec, const SettingValue& value) {
    if (const auto* on = std::get_if<bool>(&value)) {
        return *on ? Text::tr("on") : Text::tr("off");
    }
    if (const auto* count = std::get_if<std::uint64_t>(&value)) {
        return withUnit(spec, formatCount(*count));
    }
    if (const auto* fraction = std::get_if<double>(&value)) {
        return withUnit(spec, QLocale().toString(*fraction));
    }
    return QString::fromStdString(std::get<std::string>(value));
}

QString rangeText(const TunableSpec& spec) {
    QString text;
    if (spec.kind == SettingKind::Number) {
        text = rangeOnly(spec);
    } else if (spec.kind == SettingKind::Words) {
        QStringList words;
        for (const std::string& word : spec.words) {
            words << QString::fromStdString(word);
        }
        text = words.join(Text::tr(", "));
    }
    if (!spec.normal) {
        return text;
    }
    const QString normal = Text::tr("Default: %1").arg(settingText(spec, *spec.normal));
    return text.isEmpty() ? normal : Text::tr("%1. %2", "range, default").arg(text, normal);
}

QString settingProblem(const TunableSpec& spec, const SettingValue& value) {
    if (spec.kind != SettingKind::Number) {
        return {};
    }
    const auto* count = std::get_if<std::uint64_t>(&value);
    if (count == nullptr) {
        return Text::tr("This needs a whole number.");
    }
    if (*count < spec.min || *count > spec.max) {
        return spec.max == max64 ? Text::tr("This must be %1 or more.").arg(formatCount(spec.min))
                                 : Text::tr("This must be from %1 to %2.")
                                       .arg(formatCount(spec.min), formatCount(spec.max));
    }
    return {};
}

SettingValue typedNumber(const QString& text) {
    bool ok = false;
    const QString digits = text.simplified();
    // As the user's language writes it, or as files and scripts do.
    quint64 value = QLocale().toULongLong(digits, &ok);
    if (!ok) {
        value = digits.toULongLong(&ok);
    }
    return ok ? SettingValue(std::uint64_t{value}) : SettingValue(text.toStdString());
}

} // namespace samepage::gui
