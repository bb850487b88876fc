// SPDX-License-Identifier: GPL-2.0-or-later
// Settings as the service has them, and what the user wants instead: kept until
// it is applied or given up, whatever the service does meanwhile.
#pragma once

#include "client/settings.h"

#include <map>
#include <string>

namespace samepage::gui {

class PendingSettings {
public:
    // All that the service has now. Edits stay, also of what it lacks for now.
    void takeAll(client::Settings now);
    // Some of what it has is different now.
    void takeChanged(const client::Settings& changed);
    // It took these edits; what was edited further meanwhile stays an edit.
    void takeApplied(const client::Settings& applied);

    // What the user wants; to want what the service has ends the edit. Text for a
    // number is kept as it is: checkSetting() says what is wrong with it.
    void edit(const std::string& name, const client::SettingValue& value);
    void revert();

    // Has the service told its values yet?
    [[nodiscard]] bool isEmpty() const { return now_.empty(); }
    [[nodiscard]] bool has(const std::string& name) const { return now_.contains(name); }
    // As it is to be, and as the service has it. Null: the service does not have it.
    [[nodiscard]] const client::SettingValue* value(const std::string& name) const;
    [[nodiscard]] const client::SettingValue* serviceValue(const std::string& name) const;
    [[nodiscard]] const client::Settings& serviceValues() const { return now_; }
    [[nodiscard]] bool isEdited(const std::string& name) const;
    // The service has another value than when the edit began.
    [[nodiscard]] bool isOvertaken(const std::string& name) const;
    // What has to be sent.
    [[nodiscard]] client::Settings changes() const;

private:
    struct Edit {
        client::SettingValue value;
        client::SettingValue before;
    };

    void endWhatIsSo();

    client::Settings now_;
    std::map<std::string, Edit> edits_;
};

} // namespace samepage::gui
