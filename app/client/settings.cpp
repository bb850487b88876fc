// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/settings.h"

namespace samepage::client {

Settings parseSettings(const Dictionary& dictionary) {
    Settings settings;
    for (const auto& [name, value] : dictionary) {
        if (value.containsValueOfType<bool>()) {
            settings[name] = value.get<bool>();
        } else if (value.containsValueOfType<std::uint64_t>()) {
            settings[name] = value.get<std::uint64_t>();
        } else if (value.containsValueOfType<std::uint32_t>()) {
            settings[name] = std::uint64_t{value.get<std::uint32_t>()};
        } else if (value.containsValueOfType<double>()) {
            settings[name] = value.get<double>();
        } else if (value.containsValueOfType<std::string>()) {
            settings[name] = value.get<std::string>();
        }
    }
    return settings;
}

Dictionary tunablesDictionary(const Settings& settings) {
    Dictionary dictionary;
    for (const auto& [name, value] : settings) {
        dictionary.emplace(
            name,
            std::visit([](const auto& alternative) { return sdbus::Variant(alternative); }, value));
    }
    return dictionary;
}

Dictionary policyDictionary(const Settings& settings) {
    Dictionary dictionary = tunablesDictionary(settings);
    for (const auto& [name, value] : settings) {
        if (const auto* number = std::get_if<std::uint64_t>(&value)) {
            dictionary[name] = sdbus::Variant(static_cast<std::uint32_t>(*number));
        }
    }
    return dictionary;
}

} // namespace samepage::client
