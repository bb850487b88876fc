// SPDX-License-Identifier: GPL-2.0-or-later
// What the user asked for.
#pragma once

#include "client/place.h"
#include "ctl/command_table.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace samepage::ctl {

using client::Place;

// NAME=VALUE
struct Setting {
    std::string name;
    std::string value;

    bool operator==(const Setting&) const = default;
};

// What to do with the rules.
struct RuleChange {
    enum class Kind { List, Add, Remove, Enable, Disable };
    Kind kind = Kind::List;
    std::vector<std::uint32_t> ids; // all but List and Add; in the order given, each once
    std::string about;              // Add: "executable", ...
    std::string value;              // Add

    bool operator==(const RuleChange&) const = default;
};

struct CommandLine {
    std::optional<Command> command;  // only --help and --version do without
    std::vector<std::uint32_t> pids; // in the order given, each once
    bool help = false;
    bool version = false;
    bool json = false;
    bool askPassword = true;
    bool all = false;
    bool marked = false;
    bool bytes = false;
    std::optional<std::uint64_t> count; // at least 1
    std::chrono::seconds interval{1};   // at least 1
    std::chrono::seconds since{3600};   // at least 1; more than `until`
    std::chrono::seconds until{0};      // how long ago
    std::vector<std::string> metrics;   // in the order given, each once
    std::uint32_t points = 20;          // 2 to 100000
    bool csv = false;                   // not with json
    std::vector<Setting> settings;      // in the order given, each name once
    RuleChange ruleChange;
    bool never = false;
    std::string domain;
    std::optional<std::int32_t> priority; // -1000 to 1000
    std::string comment;
    bool disabled = false;
    std::optional<std::uint32_t> sample;                 // 1 to 65536
    std::optional<std::chrono::milliseconds> secondLook; // 1 to 60000
    std::string output;                                  // empty: standard output
    Place place;                                         // whose service is asked
};

// The command line makes no sense; what() is a sentence that says why.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Options may stand anywhere, "--" ends them. `arguments` does not contain the
// name of the program. Throws UsageError. Not thread-safe (getopt).
[[nodiscard]] CommandLine parseCommandLine(const std::vector<std::string>& arguments);

} // namespace samepage::ctl
