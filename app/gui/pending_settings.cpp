// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/pending_settings.h"

#include <utility>

namespace samepage::gui {

using client::Settings;
using client::SettingValue;

void PendingSettings::takeAll(Settings now) {
    now_ = std::move(now);
    endWhatIsSo();
}

void PendingSettings::takeChanged(const Settings& changed) {
    for (const auto& [name, value] : changed) {
        now_[name] = value;
    }
    endWhatIsSo();
}

void PendingSettings::takeApplied(const Settings& applied) {
    takeChanged(applied);
    for (const auto& [name, value] : applied) {
        if (const auto edit = edits_.find(name); edit != edits_.end()) {
            edit->second.before = value;
        }
    }
}

void PendingSettings::endWhatIsSo() {
    std::erase_if(edits_, [this](const auto& entry) {
        const SettingValue* now = serviceValue(entry.first);
        return now != nullptr && *now == entry.second.value;
    });
}

void PendingSettings::edit(const std::string& name, const SettingValue& value) {
    const SettingValue* now = serviceValue(name);
    if (now == nullptr) {
        return;
    }
    if (*now == value) {
        edits_.erase(name);
    } else if (const auto found = edits_.find(name); found != edits_.end()) {
        found->second.value = value;
    } else {
        edits_.emplace(name, Edit{.value = value, .before = *now});
    }
}

void PendingSettings::revert() {
    edits_.clear();
}

const SettingValue* PendingSettings::value(const std::string& name) const {
    return isEdited(name) ? &edits_.at(name).value : serviceValue(name);
}

const SettingValue* PendingSettings::serviceValue(const std::string& name) const {
    const auto found = now_.find(name);
    return found == now_.end() ? nullptr : &found->second;
}

bool PendingSettings::isEdited(const std::string& name) const {
    return has(name) && edits_.contains(name);
}

bool PendingSettings::isOvertaken(const std::string& name) const {
    return isEdited(name) && edits_.at(name).before != now_.at(name);
}

Settings PendingSettings::changes() const {
    Settings result;
    for (const auto& [name, edit] : edits_) {
        if (has(name)) {
            result[name] = edit.value;
        }
    }
    return result;
}

} // namespace samepage::gui
