// SPDX-License-Identifier: GPL-2.0-or-later
// What the controls window knows and does, without a window: the settings of the
// engine and the policy, edits of them, applying and giving up.
#pragma once

#include "gui/pending_settings.h"
#include "gui/service_client.h"
#include "gui/theme_colors.h"
#include "gui/tunable_spec.h"

#include <QObject>

#include <optional>
#include <string>
#include <vector>

namespace samepage::gui {

class ControlsModel : public QObject {
    Q_OBJECT

public:
    // What there is to say about a setting, below it.
    struct Note {
        Tone tone = Tone::Info;
        QString text{}; // empty: nothing
    };

    // `client` must outlive this. Asks for the settings at once.
    explicit ControlsModel(ServiceClient& client, const Machine& machine = thisMachine(),
                           QObject* parent = nullptr);

    void reload();
    void edit(SettingsOf set, const std::string& name, const client::SettingValue& value);
    // Back to the default, as an edit. Nothing, if there is none.
    void reset(const std::string& tunable);
    // Sends what is different: first the engine's settings, then, if they were
    // taken, the policy. Both need the same authorisation, which polkit keeps for
    // the second call in an active session; where it was denied, there is none.
    void apply();
    void revert();

    [[nodiscard]] const PendingSettings& settings(SettingsOf set) const;
    // Empty: the service does not have it, or has told nothing yet.
    [[nodiscard]] const client::SettingValue* value(SettingsOf set, const std::string& name) const;
    // Of a known one with the range that it has with the other edits.
    [[nodiscard]] TunableSpec spec(const std::string& tunable) const;
    // Those that the engine has, known ones first.
    [[nodiscard]] std::vector<std::string> tunables() const;
    // Those that the module has and the engine in use has not.
    [[nodiscard]] std::vector<std::string> missingTunables() const;
    // Why it cannot be edited just now, in a sentence; empty: it can be.
    [[nodiscard]] QString lock(const std::string& tunable) const;
    [[nodiscard]] Note note(SettingsOf set, const std::string& name) const;

    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] bool isLoaded() const;
    [[nodiscard]] bool isApplying() const { return applying_; }
    [[nodiscard]] int changes() const;
    [[nodiscard]] int problems() const;
    [[nodiscard]] bool canApply() const;
    // How applying or reading went wrong; until the next edit or attempt.
    [[nodiscard]] const QString& failure() const { return failure_; }

signals:
    void changed();
    // All of it was applied.
    void applied();

private:
    void load(SettingsOf set);
    void statusChanged(const EngineStatus& status);
    void send(SettingsOf set, const client::Settings& changes);
    void sent(SettingsOf set, const client::Settings& changes,
              const std::optional<ClientError>& error);
    [[nodiscard]] QString whatFailed(client::ErrorKind kind) const;
    void endApplying(const QString& failure);
    PendingSettings& pending(SettingsOf set);
    [[nodiscard]] QString problem(SettingsOf set, const std::string& name) const;
    // Of a setting of the policy.
    [[nodiscard]] static TunableSpec policySpec(const std::string& name);

    ServiceClient& client_;
    Machine machine_;
    std::vector<TunableSpec> specs_;
    PendingSettings engine_;
    PendingSettings policy_;
    EngineStatus status_;
    bool applying_ = false;
    bool partlyApplied_ = false;
    QString failure_;
    std::string refusal_; // as the service said it; names the setting
    // Answers to questions from before the service or the engine changed do not count.
    quint64 generation_ = 0;
};

} // namespace samepage::gui
