// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/audience.h"

#include <utility>

namespace samepage {

Audience::~Audience() {
    for (const auto& [name, inspector] : inspectors_) {
        if (const auto asked = inspector.asked)
            authority_.cancel(*asked);
    }
}

void Audience::tell(const EventProcess& process, const Tell& tell) {
    for (const auto& [name, uid] : subscribers_.names()) {
        if (process.owned && process.uid == uid) {
            tell(name);
            continue;
        }
        Inspector& inspector = inspectors_[name];
        if (!inspector.asked && clock_() < inspector.until) {
            if (inspector.may)
                tell(name);
            continue;
        }
        if (inspector.waiting.size() < maxWaiting)
            inspector.waiting.push_back(tell);
        if (!inspector.asked)
            ask(name, uid, inspector);
    }
}

void Audience::ask(const std::string& name, uid_t uid, Inspector& inspector) {
    Question question;
    question.busName = name;
    question.uid = uid;
    question.action = Action::Inspect;
    inspector.asked =
        authority_.check(question, [this, name](const Answer& answer) { answered(name, answer); });
}

void Audience::answered(const std::string& name, const Answer& answer) {
    const auto found = inspectors_.find(name);
    if (found == inspectors_.end())
        return;
    Inspector& inspector = found->second;
    inspector.asked.reset();
    inspector.may = answer.trouble.empty() && answer.authorized;
    inspector.until = clock_() + answerHolds;
    const auto waiting = std::exchange(inspector.waiting, {});
    if (!inspector.may || !subscribers_.contains(name))
        return;
    for (const Tell& tell : waiting)
        tell(name);
}

void Audience::forget(const std::string& name) {
    const auto found = inspectors_.find(name);
    if (found == inspectors_.end())
        return;
    if (const auto asked = found->second.asked)
        authority_.cancel(*asked);
    inspectors_.erase(found);
}

} // namespace samepage
