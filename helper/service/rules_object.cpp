// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/rules_object.h"

#include "bus/errors.h"
#include "rules/rule_check.h"
#include "service/rule_variants.h"

#include <memory>
#include <optional>

namespace samepage {

RulesObject::RulesObject(sdbus::IObject& object, RuleBook& book, RuleWatch& watch,
                         Requests& requests)
    : Rules_adaptor(object)
    , book_(book)
    , watch_(watch)
    , requests_(requests) {
    registerAdaptor();
    watch_.onTrouble([&object] {
        object.emitPropertiesChangedSignal(INTERFACE_NAME, {sdbus::PropertyName("Explanation")});
    });
}

void RulesObject::List(sdbus::Result<std::vector<VariantMap>>&& result) {
    auto reply = std::make_shared<sdbus::Result<std::vector<VariantMap>>>(std::move(result));
    auto rows = std::make_shared<std::vector<VariantMap>>();
    Request request;
    request.what = "list the rules";
    request.quiet = true;
    request.order = "rules " + requests_.currentSender();
    request.question = [](uid_t) {
        Question question;
        question.action = Action::Inspect; // they name users and their programs
        return std::optional(question);
    };
    request.work = [this, rows](uid_t) {
        for (const Rule& rule : *book_.rules())
            rows->push_back(toVariants(rule, users_));
    };
    request.done = [reply, rows] { reply->returnResults(*rows); };
    request.failed = [reply](const Failure& failure) { reply->returnError(busError(failure)); };
    requests_.submit(std::move(request));
}

void RulesObject::change(const std::function<std::string()>& describe, std::function<bool()> change,
                         std::function<void()> done, std::function<void(const Failure&)> failed) {
    Request request;
    try {
        request.what = describe();
    } catch (const Failure& failure) {
        failed(failure);
        return;
    }
    auto applied = std::make_shared<std::shared_ptr<RuleWatch::Applied>>();
    request.order = RuleWatch::strand;
    request.question = [what = request.what](uid_t) {
        Question question;
        question.action = Action::Configure;
        question.details = {{"change", what}};
        return std::optional(question);
    };
    request.work = [this, change = std::move(change), applied](uid_t) {
        if (!change())
            return;
        *applied = watch_.apply();
        onChanged_();
    };
    request.done = [this, applied, done = std::move(done)] {
        if (*applied) {
            watch_.install(*applied);
            emitRulesChanged();
        }
        done();
    };
    request.failed = std::move(failed);
    requests_.submit(std::move(request));
}

void RulesObject::Add(sdbus::Result<std::uint32_t>&& result, VariantMap values) {
    auto reply = std::make_shared<sdbus::Result<std::uint32_t>>(std::move(result));
    auto rule = std::make_shared<Rule>();
    change(
        [rule, &values] {
            *rule = checkedRule(toRule(values));
            return "add a rule about " + describeRule(*rule);
        },
        [this, rule] {
            requireSystemUnit(*rule);
            rule->id = book_.add(*rule);
            return true;
        },
        [reply, rule] { reply->returnResults(rule->id); },
        [reply](const Failure& failure) { reply->returnError(busError(failure)); });
}

void RulesObject::Remove(sdbus::Result<>&& result, std::uint32_t id) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    change([id] { return "remove rule " + std::to_string(id); },
           [this, id] {
               book_.remove(id);
               return true;
           },
           [reply] { reply->returnResults(); },
           [reply](const Failure& failure) { reply->returnError(busError(failure)); });
}

void RulesObject::SetEnabled(sdbus::Result<>&& result, std::uint32_t id, bool enabled) {
    auto reply = std::make_shared<sdbus::Result<>>(std::move(result));
    change(
        [id, enabled] { return (enabled ? "enable rule " : "disable rule ") + std::to_string(id); },
        [this, id, enabled] { return book_.setEnabled(id, enabled); },
        [reply] { reply->returnResults(); },
        [reply](const Failure& failure) { reply->returnError(busError(failure)); });
}

} // namespace samepage
