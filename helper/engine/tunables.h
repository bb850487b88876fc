// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace samepage {

using TunableValue = std::variant<bool, std::uint64_t, std::string>;
/// File name in the scanner's directory to value.
using Tunables = std::map<std::string, TunableValue>;

/// The files that a scanner is set by: KsmDir, or what tests put in its place.
class TunableFiles {
public:
    virtual ~TunableFiles() = default;
    /// What the file holds, without the newline; empty: there is no such file.
    [[nodiscard]] virtual std::optional<std::string> text(const std::string& file) const = 0;
    /// Returns the error number, 0 for success. May block.
    [[nodiscard]] virtual int write(const std::string& file, const std::string& text) const = 0;
};

/// Throws Failure InvalidArgument for a name that no scanner has, and for a
/// value of the wrong type or out of the range that it always has.
void checkTunables(const Tunables& wanted);

/// "set threads to 2 and domains to user": for people; of checked tunables only.
[[nodiscard]] std::string describeTunables(const Tunables& wanted);

/// Those that this scanner has.
[[nodiscard]] Tunables readTunables(const TunableFiles& files);

/// Those of `after` that `before` does not have so.
[[nodiscard]] Tunables changedTunables(const Tunables& before, const Tunables& after);

/// Sets all of them, or none: when one is refused, those set before it are put
/// back. Others who write the files at the same time are not locked out.
/// Throws Failure: as checkTunables(), NotSupported for one that this scanner
/// does not have (unsupported is a sentence to add to that), Busy, Unavailable
/// or Failed for what the kernel refuses.
void writeTunables(const TunableFiles& files, const Tunables& wanted,
                   const std::string& unsupported);

} // namespace samepage
