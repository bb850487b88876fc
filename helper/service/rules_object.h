// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/user_names.h"
#include "rules/rule_book.h"
#include "service/requests.h"
#include "service/rule_watch.h"
#include "service/variants.h"

#include <samepage/dbus/rules_adaptor.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.Rules.
class RulesObject final : private org::samepage::Samepage1::Rules_adaptor {
public:
    RulesObject(sdbus::IObject& object, RuleBook& book, RuleWatch& watch, Requests& requests);

    /// Called on a worker thread after a rule was changed, before the answer.
    void onChanged(std::function<void()> handler) { onChanged_ = std::move(handler); }

private:
    void List(sdbus::Result<std::vector<VariantMap>>&& result) override;
    void Add(sdbus::Result<std::uint32_t>&& result, VariantMap values) override;
    void Remove(sdbus::Result<>&& result, std::uint32_t id) override;
    void SetEnabled(sdbus::Result<>&& result, std::uint32_t id, bool enabled) override;
    std::string Explanation() override { return watch_.trouble(); }

    /// Changes the book, applies it, and then calls done.
    void change(const std::function<std::string()>& describe, std::function<bool()> change,
                std::function<void()> done, std::function<void(const Failure&)> failed);

    RuleBook& book_;
    RuleWatch& watch_;
    Requests& requests_;
    UserNames users_;
    std::function<void()> onChanged_ = [] {};
};

} // namespace samepage
