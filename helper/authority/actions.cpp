// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/actions.h"

namespace samepage {

const char* actionId(Action action) {
    switch (action) {
    case Action::Inspect:
        return "org.samepage.Samepage1.inspect";
    case Action::MarkOwn:
        return "org.samepage.Samepage1.mark-own";
    case Action::MarkAny:
        return "org.samepage.Samepage1.mark-any";
    case Action::Configure:
        return "org.samepage.Samepage1.configure";
    case Action::ManageModule:
        break;
    }
    return "org.samepage.Samepage1.manage-module";
}

Action markAction(uid_t caller, const ProcUids& target) {
    return target.allAre(caller) ? Action::MarkOwn : Action::MarkAny;
}

} // namespace samepage
