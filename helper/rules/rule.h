// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samepage {

/// What a rule knows a process by; of two rules with the same priority, that of
/// the earlier kind counts.
enum class RuleKind { Executable, Unit, Cgroup, User };
enum class RuleAction { Mark, Never };

inline constexpr std::size_t maxRules = 256;
inline constexpr std::int32_t maxRulePriority = 1000; ///< and -1000 is the least

/// "Always mark this program", and the like. Its texts are checked: they may be
/// logged and shown.
struct Rule {
    std::uint32_t id = 0; ///< never given to another rule
    RuleKind kind = RuleKind::Executable;
    std::string value; ///< of a user: the id in digits
    uid_t uid = 0;     ///< of a user
    RuleAction action = RuleAction::Mark;
    std::string domain; ///< empty: that of the engine's settings
    std::int32_t priority = 0;
    bool enabled = true;
    std::string comment;
    bool operator==(const Rule&) const = default;
};

// The words of the D-Bus interface and the file.
[[nodiscard]] const char* kindWord(RuleKind kind);
[[nodiscard]] std::optional<RuleKind> parseKind(std::string_view word);
[[nodiscard]] const char* actionWord(RuleAction action);
[[nodiscard]] std::optional<RuleAction> parseAction(std::string_view word);

} // namespace samepage
