// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/verdict.h"

#include "text/printable.h"

namespace samepage {

std::optional<Failure> verdict(const Question& question, const Answer& answer) {
    const std::string action = actionId(question.action);
    if (!answer.trouble.empty())
        return Failure(answer.late ? FailureKind::AuthorityTimeout
                                   : FailureKind::AuthorityUnavailable,
                       "Not authorised: polkit could not be asked about " + action + ": " +
                           printable(answer.trouble, 500) + ".");
    if (answer.authorized)
        return std::nullopt;
    if (answer.dismissed)
        return Failure(FailureKind::PromptDismissed,
                       "Not authorised: the password prompt for " + action + " was dismissed.");
    if (answer.challenge && !question.interactive)
        return Failure(FailureKind::InteractionRequired,
                       "polkit asks for a password for " + action +
                           ", but this call does not allow a prompt.");
    if (answer.challenge)
        return Failure(FailureKind::NoAgent,
                       "Not authorised: polkit asks for an administrator's password for " + action +
                           ", and no authentication agent of yours got one.");
    return Failure(FailureKind::NotAuthorized,
                   "Not authorised: polkit does not allow you " + action + ".");
}

} // namespace samepage
