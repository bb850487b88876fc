// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "authority/authority.h"
#include "process/process_handle.h"
#include "process/user_names.h"

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// pid as it comes from the bus. Throws Failure InvalidArgument.
[[nodiscard]] pid_t checkedPid(std::uint32_t pid);

/// A process that something is to be done to, held from before the question to
/// polkit until after the answer of the kernel.
struct Target {
    std::shared_ptr<const ProcessHandle> process;
    ProcUids uids; ///< that polkit was asked about
    std::string name;
    std::string user;

    /// Fills in the rest. Throws Failure: NoSuchProcess, NotMarkable for a
    /// kernel thread. Reads files.
    void lookAt(UserNames& users);
    /// Throws Failure when the process has become somebody else's since, as
    /// polkit was asked about the process as it was then.
    void checkUnchanged() const;
};

/// May the caller change whether, and how much of, it is merged?
[[nodiscard]] Question markQuestion(const Target& target, uid_t caller);
/// May the caller know about processes with these ids? Empty: it may.
[[nodiscard]] std::optional<Question> inspectQuestion(const std::vector<ProcUids>& processes,
                                                      uid_t caller);

/// Processes that are only looked at, many at a time: none is held, so that a
/// call does not use up file descriptors.
class TargetSet {
public:
    /// Throws Failure InvalidArgument for none and for too many.
    TargetSet(const std::vector<ProcessKey>& keys, std::size_t max);

    [[nodiscard]] const std::vector<ProcessKey>& keys() const noexcept { return keys_; }
    [[nodiscard]] const std::vector<ProcUids>& uids() const noexcept { return uids_; }
    // As for Target.
    void lookAt();
    void checkUnchanged() const;

private:
    std::vector<ProcessKey> keys_; // each once, in the order given
    std::vector<ProcUids> uids_;
};

} // namespace samepage
