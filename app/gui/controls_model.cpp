// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_model.h"

#include "gui/controls_words.h"
#include "gui/error_text.h"

#include <QPointer>

#include <algorithm>

namespace samepage::gui {

using client::Settings;
using client::SettingValue;

namespace {

const std::string advisorMode("advisor_mode");
const std::string pagesToScan("pages_to_scan");

// As the window names it.
QString shownValue(const TunableSpec& spec, const SettingValue& value) {
    const auto* word = std::get_if<std::string>(&value);
    if (word == nullptr) {
        return settingText(spec, value);
    }
    const QString title = choiceTitle(spec.name, *word);
    return ControlsModel::tr("“%1”").arg(title.isEmpty() ? settingText(spec, value) : title);
}

// Named in quotes, as the service's messages name settings.
bool names(const std::string& message, const std::string& setting) {
    return message.find('"' + setting + '"') != std::string::npos;
}

} // namespace

ControlsModel::ControlsModel(ServiceClient& client, const Machine& machine, QObject* parent)
    : QObject(parent)
    , client_(client)
    , machine_(machine)
    , specs_(tunableSpecs(machine))
    , status_(client.status()) {
    connect(&client_, &ServiceClient::linkChanged, this, [this](Link link) {
        if (link == Link::Connected) {
            reload();
        }
        emit changed();
    });
    connect(&client_, &ServiceClient::statusChanged, this, &ControlsModel::statusChanged);
    connect(&client_, &ServiceClient::tunablesChanged, this, [this](const Settings& changed) {
        // Part of nothing is not all that there is: load() will tell.
        if (!engine_.isEmpty()) {
            engine_.takeChanged(changed);
            emit this->changed();
        }
    });
    reload();
}

void ControlsModel::reload() {
    if (!isConnected()) {
        return;
    }
    ++generation_;
    load(SettingsOf::Engine);
    load(SettingsOf::Policy);
}

void ControlsModel::load(SettingsOf set) {
    client_.settings(set, [self = QPointer<ControlsModel>(this), set,
                           generation = generation_](const Reply<Settings>& reply) {
        if (!self || self->generation_ != generation) {
            return;
        }
        if (reply.result) {
            self->pending(set).takeAll(*reply.result);
        } else if (reply.error && reply.error->kind == client::ErrorKind::Unavailable) {
            self->pending(set).takeAll({}); // without an engine there are none
        } else if (reply.error && self->failure_.isEmpty()) {
            self->failure_ = withReason(tr("The settings could not be read."), *reply.error);
        }
        emit self->changed();
    });
}

void ControlsModel::statusChanged(const EngineStatus& status) {
    const bool otherEngine = status.backend != status_.backend;
    // The interface has no signal for the policy, but what it does shows in the state.
    const bool maybeOtherPolicy =
        status.explanation != status_.explanation || status.state != status_.state;
    status_ = status;
    if (!isConnected()) {
        return;
    }
    if (otherEngine) {
        reload();
    } else if (maybeOtherPolicy) {
        load(SettingsOf::Policy);
    }
    emit changed();
}

// --- editing ---------------------------------------------------------------

void ControlsModel::edit(SettingsOf set, const std::string& name, const SettingValue& value) {
    const SettingValue* old = pending(set).value(name);
    if (old == nullptr || *old == value) {
        return;
    }
    pending(set).edit(name, value);
    if (!applying_) {
        failure_.clear();
        refusal_.clear();
    }
    emit changed();
}

void ControlsModel::reset(const std::string& tunable) {
    if (const auto normal = spec(tunable).normal) {
        edit(SettingsOf::Engine, tunable, *normal);
    }
}

void ControlsModel::revert() {
    engine_.revert();
    policy_.revert();
    failure_.clear();
    refusal_.clear();
    reload();
    emit changed();
}

void ControlsModel::apply() {
    if (!canApply()) {
        return;
    }
    applying_ = true;
    partlyApplied_ = false;
    failure_.clear();
    refusal_.clear();
    const Settings engine = engine_.changes();
    if (engine.empty()) {
        send(SettingsOf::Policy, policy_.changes());
    } else {
        send(SettingsOf::Engine, engine);
    }
    emit changed();
}

void ControlsModel::send(SettingsOf set, const Settings& changes) {
    client_.changeSettings(set, changes,
                           [self = QPointer<ControlsModel>(this), set,
                            changes](const std::optional<ClientError>& error) {
                               if (self) {
                                   self->sent(set, changes, error);
                               }
                           });
}

void ControlsModel::sent(SettingsOf set, const Settings& changes,
                         const std::optional<ClientError>& error) {
    if (error) {
        refusal_ = error->message;
        endApplying(withReason(whatFailed(error->kind), *error));
        return;
    }
    pending(set).takeApplied(changes);
    if (set == SettingsOf::Engine) {
        if (const Settings policy = policy_.changes(); !policy.empty()) {
            partlyApplied_ = true;
            send(SettingsOf::Policy, policy);
            emit changed();
            return;
        }
    }
    endApplying({});
    emit applied();
}

QString ControlsModel::whatFailed(client::ErrorKind kind) const {
    if (partlyApplied_) {
        return tr("When to run was not changed; the other changes were applied.");
    }
    return kind == client::ErrorKind::HelperNotAnswering || kind == client::ErrorKind::BusGone
               ? tr("It is not known whether the changes were applied.")
               : tr("The changes were not applied.");
}

void ControlsModel::endApplying(const QString& failure) {
    applying_ = false;
    failure_ = failure;
    reload(); // what changed along with it
    emit changed();
}

// --- what there is ---------------------------------------------------------

PendingSettings& ControlsModel::pending(SettingsOf set) {
    return set == SettingsOf::Engine ? engine_ : policy_;
}

const PendingSettings& ControlsModel::settings(SettingsOf set) const {
    return set == SettingsOf::Engine ? engine_ : policy_;
}

const SettingValue* ControlsModel::value(SettingsOf set, const std::string& name) const {
    return settings(set).value(name);
}

TunableSpec ControlsModel::spec(const std::string& tunable) const {
    const auto found = std::ranges::find(specs_, tunable, &TunableSpec::name);
    if (found == specs_.end()) {
        const SettingValue* value = engine_.serviceValue(tunable);
        return unknownTunable(tunable, value != nullptr ? *value : SettingValue());
    }
    TunableSpec spec = *found;
    if (tunable == "max_cpu_percent") {
        const SettingValue* threads = engine_.value("threads");
        const auto* count = threads != nullptr ? std::get_if<std::uint64_t>(threads) : nullptr;
        if (count != nullptr && *count >= 1 && *count <= std::min(machine_.cpus, mostThreads)) {
            spec.max = 100 * *count;
        }
    }
    return spec;
}

TunableSpec ControlsModel::policySpec(const std::string& name) {
    TunableSpec spec{.name = name, .kind = SettingKind::Words};
    if (name != "when") {
        spec.kind = SettingKind::Fraction; // its editor keeps to the range
        spec.unit = tr("%");
        spec.symbol = true;
    }
    return spec;
}

std::vector<std::string> ControlsModel::tunables() const {
    std::vector<std::string> result;
    for (const TunableSpec& spec : specs_) {
        if (engine_.has(spec.name)) {
            result.push_back(spec.name);
        }
    }
    for (const auto& [name, value] : engine_.serviceValues()) {
        if (std::ranges::find(specs_, name, &TunableSpec::name) == specs_.end()) {
            result.push_back(name);
        }
    }
    return result;
}

std::vector<std::string> ControlsModel::missingTunables() const {
    std::vector<std::string> result;
    for (const TunableSpec& spec : specs_) {
        if (!engine_.isEmpty() && !engine_.has(spec.name)) {
            result.push_back(spec.name);
        }
    }
    return result;
}

QString ControlsModel::lock(const std::string& tunable) const {
    const SettingValue* mode = engine_.value(advisorMode);
    if (tunable == pagesToScan && mode != nullptr && *mode != SettingValue(std::string("none"))) {
        return tr("The advisor sets this while advisor_mode is not “none”.");
    }
    return {};
}

QString ControlsModel::problem(SettingsOf set, const std::string& name) const {
    if (set == SettingsOf::Policy || !settings(set).isEdited(name)) {
        // The service lowers max_cpu_percent with threads by itself.
        return {};
    }
    if (!lock(name).isEmpty()) {
        return tr("This cannot be changed together with advisor_mode.");
    }
    return settingProblem(spec(name), *value(set, name));
}

ControlsModel::Note ControlsModel::note(SettingsOf set, const std::string& name) const {
    const PendingSettings& all = settings(set);
    if (!all.isEdited(name)) {
        return {};
    }
    const TunableSpec about = set == SettingsOf::Engine ? spec(name) : policySpec(name);
    if (const QString wrong = problem(set, name); !wrong.isEmpty()) {
        return {.tone = Tone::Error, .text = wrong};
    }
    if (!failure_.isEmpty() && names(refusal_, name)) {
        return {.tone = Tone::Error, .text = tr("This was refused.")};
    }
    const QString now = shownValue(about, *all.serviceValue(name));
    if (all.isOvertaken(name)) {
        return {.tone = Tone::Warning,
                .text =
                    tr("Somebody else set this to %1 meanwhile; your change is kept.").arg(now)};
    }
    return {.tone = Tone::Info, .text = tr("Not applied yet; it is %1 now.").arg(now)};
}

bool ControlsModel::isConnected() const {
    return client_.link() == Link::Connected;
}

bool ControlsModel::isLoaded() const {
    return !policy_.isEmpty();
}

int ControlsModel::changes() const {
    return static_cast<int>(engine_.changes().size() + policy_.changes().size());
}

int ControlsModel::problems() const {
    return static_cast<int>(std::ranges::count_if(engine_.changes(), [this](const auto& change) {
        return !problem(SettingsOf::Engine, change.first).isEmpty();
    }));
}

bool ControlsModel::canApply() const {
    return isConnected() && !applying_ && changes() > 0 && problems() == 0;
}

} // namespace samepage::gui
