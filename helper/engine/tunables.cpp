// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tunables.h"

#include "failure.h"
#include "text/printable.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <set>
#include <string_view>
#include <vector>

namespace samepage {
namespace {

enum class Kind { Number, Switch, Words };

struct Spec {
    std::string_view name;
    Kind kind;
    std::uint64_t min = 0; // of numbers
    std::uint64_t max = 0;
    std::array<std::string_view, 4> words{}; // of words; the rest is empty
};

constexpr std::uint64_t max31 = std::numeric_limits<std::int32_t>::max();
constexpr std::uint64_t max32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t max64 = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t maxThreads = 64;

// In the order in which they are set: a change of threads lowers
// max_cpu_percent, and one of advisor_mode sets pages_to_scan.
constexpr std::array specs = {
    Spec{"advisor_target_scan_time", Kind::Number, 1, max64},
    Spec{"advisor_max_cpu", Kind::Number, 0, max32},
    Spec{"advisor_min_pages_to_scan", Kind::Number, 0, max64},
    Spec{"advisor_max_pages_to_scan", Kind::Number, 0, max64},
    Spec{"advisor_mode", Kind::Words, 0, 0, {"none", "scan-time"}},
    Spec{"pages_to_scan", Kind::Number, 0, max32},
    Spec{"sleep_millisecs", Kind::Number, 0, max32},
    Spec{"threads", Kind::Number, 1, maxThreads},
    Spec{"max_cpu_percent", Kind::Number, 1, 100 * maxThreads},
    Spec{"max_page_sharing", Kind::Number, 2, max31},
    Spec{"merge_across_nodes", Kind::Switch},
    Spec{"use_zero_pages", Kind::Switch},
    Spec{"zero_pages_only", Kind::Switch},
    Spec{"smart_scan", Kind::Switch},
    Spec{"huge_page_min_merge", Kind::Number, 0, 512},
    Spec{"reverse_map", Kind::Switch},
    Spec{"max_kernel_pages", Kind::Number, 0, max64},
    Spec{"stable_node_chains_prune_millisecs", Kind::Number, 0, max32},
    Spec{"domains", Kind::Words, 0, 0, {"all", "user", "cgroup", "process"}},
};

std::string inQuotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

Failure invalid(std::string_view name, const std::string& what) {
    return {FailureKind::InvalidArgument, inQuotes(name) + " " + what + "."};
}

/// What a value must be, for people.
std::string demand(const Spec& spec, std::uint64_t max) {
    if (spec.kind == Kind::Number)
        return "must be a number from " + std::to_string(spec.min) + " to " + std::to_string(max) +
               " (type t)";
    if (spec.kind == Kind::Switch)
        return "must be true or false (type b)";
    std::string text = "must be one of";
    for (const std::string_view word : spec.words)
        text += word.empty() ? "" : " " + inQuotes(word);
    return text + " (type s)";
}

bool accepts(const Spec& spec, const TunableValue& value) {
    if (spec.kind == Kind::Switch)
        return std::holds_alternative<bool>(value);
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return spec.kind == Kind::Number && *number >= spec.min && *number <= spec.max;
    const auto* word = std::get_if<std::string>(&value);
    return word && spec.kind == Kind::Words && !word->empty() &&
           std::ranges::find(spec.words, *word) != spec.words.end();
}

std::string format(const TunableValue& value) {
    if (const auto* on = std::get_if<bool>(&value))
        return *on ? "1" : "0";
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return std::to_string(*number);
    return std::get<std::string>(value);
}

std::optional<TunableValue> parse(const Spec& spec, const std::string& text) {
    if (spec.kind == Kind::Words) {
        // "none [scan-time]": the one in brackets.
        const auto begin = text.find('[');
        const auto end = text.find(']');
        if (begin == std::string::npos || end == std::string::npos || end < begin)
            return std::nullopt;
        return text.substr(begin + 1, end - begin - 1);
    }
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return std::nullopt;
    if (spec.kind == Kind::Switch)
        return TunableValue(number != 0);
    return number;
}

/// As it will be once all of `wanted` is set; null: the scanner has no such file.
const TunableValue* future(const char* name, const Tunables& wanted, const Tunables& current) {
    if (const auto found = wanted.find(name); found != wanted.end())
        return &found->second;
    const auto found = current.find(name);
    return found == current.end() ? nullptr : &found->second;
}

bool advised(const TunableValue* mode) {
    return mode && *mode != TunableValue(std::string("none"));
}

/// What depends on the machine, on the scanner, and on other tunables.
void checkAgainst(const Tunables& current, const Tunables& wanted, const std::string& unsupported) {
    for (const auto& [name, value] : wanted) {
        if (!current.contains(name))
            throw Failure(FailureKind::NotSupported, "The scanner in use has no setting " +
                                                         inQuotes(name) + ". " + unsupported);
    }
    const auto limit = [&](const char* name, std::uint64_t max) {
        const auto found = wanted.find(name);
        if (found != wanted.end() && std::get<std::uint64_t>(found->second) > max)
            throw invalid(name, demand(*std::ranges::find(specs, name, &Spec::name), max));
    };
    limit("threads", static_cast<std::uint64_t>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L)));
    if (const TunableValue* threads = future("threads", wanted, current))
        limit("max_cpu_percent", 100 * std::get<std::uint64_t>(*threads));
    if (wanted.contains("pages_to_scan") && advised(future("advisor_mode", wanted, current)))
        throw invalid("pages_to_scan", "is set by the advisor while \"advisor_mode\" is not "
                                       "\"none\"");
}

/// Puts back what was set, and what that changed as well; names what the kernel
/// does not take back.
std::vector<std::string> restore(const TunableFiles& files, const Tunables& before,
                                 std::set<std::string_view> touched) {
    if (touched.contains("advisor_mode"))
        touched.insert("pages_to_scan");
    if (touched.contains("threads"))
        touched.insert("max_cpu_percent");
    if (advised(future("advisor_mode", {}, before)))
        touched.erase("pages_to_scan"); // the advisor chooses it anew
    std::vector<std::string> lost;
    for (const Spec& spec : specs) {
        const std::string name(spec.name);
        const auto old = before.find(name);
        if (!touched.contains(spec.name) || old == before.end())
            continue;
        const auto text = files.text(name);
        if (text && parse(spec, *text) == old->second)
            continue;
        if (files.write(name, format(old->second)) != 0)
            lost.push_back(name);
    }
    return lost;
}

FailureKind kindOf(int error) {
    switch (error) {
    case EBUSY:
        return FailureKind::Busy;
    case EOPNOTSUPP:
        return FailureKind::NotSupported;
    case ENOENT:
    case ENODEV:
        return FailureKind::Unavailable;
    default:
        return FailureKind::Failed;
    }
}

Failure refusal(const std::string& name, const TunableValue& value, int error,
                const std::vector<std::string>& lost) {
    std::string text = "The kernel did not set " + inQuotes(name) + " to " + format(value) + ": " +
                       std::strerror(error) + ".";
    if (error == EBUSY)
        text += " It can only be changed while nothing is merged: unmerge everything first.";
    if (lost.empty())
        return {kindOf(error), text + " Nothing was changed."};
    text += " These could not be put back either:";
    for (const std::string& other : lost)
        text += " " + inQuotes(other);
    return {kindOf(error), text + "."};
}

} // namespace

void checkTunables(const Tunables& wanted) {
    if (wanted.empty())
        throw Failure(FailureKind::InvalidArgument, "Name at least one setting.");
    for (const auto& [name, value] : wanted) {
        if (name == "run")
            throw invalid(name, "is no setting: Start, Pause and UnmergeAll change it");
        const auto* spec = std::ranges::find(specs, name, &Spec::name);
        if (spec == specs.end())
            throw Failure(FailureKind::InvalidArgument,
                          "There is no setting " + inQuotes(plain(name, 40)) + ".");
        if (!accepts(*spec, value))
            throw invalid(name, demand(*spec, spec->max));
    }
}

std::string describeTunables(const Tunables& wanted) {
    std::string text = "set ";
    std::size_t left = wanted.size();
    for (const auto& [name, value] : wanted) {
        text += name;
        text += " to " + format(value);
        --left;
        text += left > 1 ? ", " : left == 1 ? " and " : "";
    }
    return text;
}

Tunables readTunables(const TunableFiles& files) {
    Tunables tunables;
    for (const Spec& spec : specs) {
        const std::string name(spec.name);
        const auto text = files.text(name);
        const auto value = text ? parse(spec, *text) : std::nullopt;
        if (value)
            tunables[name] = *value;
    }
    return tunables;
}

Tunables changedTunables(const Tunables& before, const Tunables& after) {
    Tunables changed;
    for (const auto& [name, value] : after) {
        const auto old = before.find(name);
        if (old == before.end() || old->second != value)
            changed[name] = value;
    }
    return changed;
}

void writeTunables(const TunableFiles& files, const Tunables& wanted,
                   const std::string& unsupported) {
    checkTunables(wanted);
    const Tunables before = readTunables(files);
    checkAgainst(before, wanted, unsupported);
    std::set<std::string_view> touched;
    for (const Spec& spec : specs) {
        const std::string name(spec.name);
        const auto value = wanted.find(name);
        if (value == wanted.end())
            continue;
        // Writing what is there already can fail or have an effect, too. Looked
        // at now: one that was set before it may have changed it.
        const auto text = files.text(name);
        if (text && parse(spec, *text) == value->second)
            continue;
        touched.insert(spec.name);
        if (const int error = files.write(name, format(value->second)))
            throw refusal(name, value->second, error, restore(files, before, touched));
    }
}

} // namespace samepage
