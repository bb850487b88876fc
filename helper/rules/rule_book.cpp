// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_book.h"

#include "failure.h"
#include "rules/rule_check.h"
#include "rules/rule_json.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QString>

#include <algorithm>
#include <limits>
#include <ranges>
#include <set>
#include <stdexcept>
#include <utility>

namespace samepage {
namespace {

constexpr int fileVersion = 1;

// Words are never forgotten, as processes may still have their numbers.
constexpr std::size_t maxDomains = 4096;

std::uint32_t numberOf(const QJsonValue& value) {
    const double number = value.toDouble(-1);
    if (number < 0 || number > std::numeric_limits<std::uint32_t>::max())
        throw std::runtime_error("a number is out of range");
    return static_cast<std::uint32_t>(number);
}

/// No process has it: words are never taken out. The first is random, as
/// processes may have numbers of a file that was lost.
std::uint32_t newGroup(const std::map<std::string, std::uint32_t>& groups) {
    std::uint32_t last = QRandomGenerator::system()->generate() >> 1U;
    if (!groups.empty())
        last = std::ranges::max(groups | std::views::values);
    if (last == std::numeric_limits<std::uint32_t>::max())
        throw Failure(FailureKind::LimitsExceeded, "All numbers for domains are used up.");
    return last + 1;
}

template <typename Rules>
auto find(Rules& rules, std::uint32_t id) {
    const auto found = std::ranges::find(rules, id, &Rule::id);
    if (found == rules.end())
        throw Failure(FailureKind::InvalidArgument, "There is no rule " + std::to_string(id) + ".");
    return found;
}

} // namespace

RuleBook::RuleBook(const std::filesystem::path& directory)
    : file_(directory, "rules.json", fileVersion, "The rules")
    , contents_(std::make_shared<const Contents>()) {
    startedAnew_ = !file_.load([this](const QJsonObject& json) {
        contents_ = std::make_shared<const Contents>(parse(json));
    });
}

RuleBook::Contents RuleBook::parse(const QJsonObject& json) {
    Contents contents;
    contents.lastId = numberOf(json["last_id"]);
    const QJsonObject domains = json["domains"].toObject();
    std::set<std::uint32_t> numbers;
    for (auto at = domains.begin(); at != domains.end(); ++at) {
        const std::uint32_t number = numberOf(at.value());
        if (number == 0 || !numbers.insert(number).second)
            throw std::runtime_error("two domains have the same number");
        contents.groups[at.key().toStdString()] = number;
    }
    if (!json["rules"].isArray())
        throw std::runtime_error("it holds no rules");
    for (const auto& entry : json["rules"].toArray()) {
        const Rule rule = ruleFromJson(entry.toObject());
        requireNoConflict(contents.rules, rule);
        const bool known =
            std::ranges::find(contents.rules, rule.id, &Rule::id) != contents.rules.end();
        if (known || rule.id > contents.lastId || contents.rules.size() == maxRules ||
            (!rule.domain.empty() && !contents.groups.contains(rule.domain)))
            throw std::runtime_error("a rule does not fit the others");
        contents.rules.push_back(rule);
    }
    return contents;
}

QJsonObject RuleBook::format(const Contents& contents) {
    QJsonArray rules;
    for (const Rule& rule : contents.rules)
        rules.append(toJson(rule));
    QJsonObject domains;
    for (const auto& [word, number] : contents.groups)
        domains[QString::fromStdString(word)] = static_cast<qint64>(number);
    return {
        {"rules", rules}, {"last_id", static_cast<qint64>(contents.lastId)}, {"domains", domains}};
}

RuleBook::Contents RuleBook::contents() const {
    const std::lock_guard lock(mutex_);
    return *contents_;
}

std::shared_ptr<const RuleBook::Rules> RuleBook::rules() const {
    const std::lock_guard lock(mutex_);
    return {contents_, &contents_->rules};
}

bool RuleBook::anyEnabled() const {
    return std::ranges::any_of(*rules(), &Rule::enabled);
}

Rule RuleBook::rule(std::uint32_t id) const {
    const auto all = rules();
    return *find(*all, id);
}

std::uint32_t RuleBook::groupOf(const std::string& domain) const {
    const std::lock_guard lock(mutex_);
    const auto found = contents_->groups.find(domain);
    return found == contents_->groups.end() ? 0 : found->second;
}

void RuleBook::change(Contents contents) {
    file_.save(format(contents));
    const std::lock_guard lock(mutex_);
    contents_ = std::make_shared<const Contents>(std::move(contents));
}

std::uint32_t RuleBook::add(Rule rule) {
    rule = checkedRule(std::move(rule));
    resolveUser(rule);
    const std::lock_guard lock(changing_);
    Contents next = contents();
    requireNoConflict(next.rules, rule);
    if (next.rules.size() >= maxRules)
        throw Failure(FailureKind::LimitsExceeded, "There are " + std::to_string(maxRules) +
                                                       " rules already: remove some first.");
    if (next.lastId == std::numeric_limits<std::uint32_t>::max())
        throw Failure(FailureKind::LimitsExceeded, "All numbers for rules are used up.");
    rule.id = ++next.lastId;
    if (!rule.domain.empty() && !next.groups.contains(rule.domain)) {
        if (next.groups.size() >= maxDomains)
            throw Failure(FailureKind::LimitsExceeded,
                          "There have been too many domains: use one of those before.");
        next.groups[rule.domain] = newGroup(next.groups);
    }
    const std::uint32_t id = rule.id;
    next.rules.push_back(std::move(rule));
    change(std::move(next));
    return id;
}

void RuleBook::remove(std::uint32_t id) {
    const std::lock_guard lock(changing_);
    Contents next = contents();
    next.rules.erase(find(next.rules, id));
    change(std::move(next));
}

bool RuleBook::setEnabled(std::uint32_t id, bool enabled) {
    const std::lock_guard lock(changing_);
    Contents next = contents();
    const auto rule = find(next.rules, id);
    if (rule->enabled == enabled)
        return false;
    rule->enabled = enabled;
    change(std::move(next));
    return true;
}

} // namespace samepage
