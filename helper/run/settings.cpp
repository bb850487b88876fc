// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/settings.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <charconv>
#include <stdexcept>
#include <utility>
#include <variant>

namespace samepage {
namespace {

constexpr int fileVersion = 1;

/// Numbers as text: in JSON they are exact only up to 2^53.
QJsonValue toJson(const TunableValue& value) {
    if (const auto* on = std::get_if<bool>(&value))
        return *on;
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return QString::number(*number);
    return QString::fromStdString(std::get<std::string>(value));
}

TunableValue tunableFrom(const QJsonValue& json) {
    if (json.isBool())
        return json.toBool();
    if (!json.isString())
        throw std::runtime_error("a setting is neither true, false nor a text");
    const std::string text = json.toString().toStdString();
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? TunableValue(number)
                                                         : TunableValue(text);
}

QJsonObject toJson(const Settings& settings) {
    QJsonObject engines;
    for (const auto& [backend, tunables] : settings.tunables) {
        QJsonObject values;
        for (const auto& [name, value] : tunables)
            values[QString::fromStdString(name)] = toJson(value);
        engines[QString::fromStdString(backend)] = values;
    }
    const QJsonObject policy = {
        {"when", whenWord(settings.policy.when)},
        {"memory_percent", static_cast<qint64>(settings.policy.memoryPercent)},
        {"pressure_percent", settings.policy.pressurePercent}};
    QJsonArray started;
    for (const std::string& backend : settings.started)
        started.append(QString::fromStdString(backend));
    return {{"tunables", engines}, {"policy", policy}, {"started", started}};
}

Settings settingsFrom(const QJsonObject& json) {
    Settings settings;
    const QJsonObject engines = json["tunables"].toObject();
    for (auto engine = engines.begin(); engine != engines.end(); ++engine) {
        const QJsonObject values = engine.value().toObject();
        Tunables tunables;
        for (auto value = values.begin(); value != values.end(); ++value)
            tunables[value.key().toStdString()] = tunableFrom(value.value());
        if (!tunables.empty()) {
            checkTunables(tunables);
            settings.tunables[engine.key().toStdString()] = tunables;
        }
    }
    const QJsonObject policy = json["policy"].toObject();
    const auto when = parseWhen(policy["when"].toString().toStdString());
    if (!when)
        throw std::runtime_error("it does not say when to run");
    settings.policy.when = *when;
    settings.policy.memoryPercent = static_cast<std::uint32_t>(policy["memory_percent"].toInt());
    settings.policy.pressurePercent = policy["pressure_percent"].toDouble();
    checkPolicy(settings.policy);
    // Once it was one word.
    const QJsonValue started = json["started"];
    for (const auto& backend : started.isString() ? QJsonArray{started} : started.toArray()) {
        if (!backend.toString().isEmpty())
            settings.started.insert(backend.toString().toStdString());
    }
    return settings;
}

} // namespace

SettingsBook::SettingsBook(const std::filesystem::path& directory)
    : file_(directory, "settings.json", fileVersion, "The settings") {
    startedAnew_ = !file_.load([this](const QJsonObject& json) { settings_ = settingsFrom(json); });
}

Settings SettingsBook::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

void SettingsBook::change(const std::function<void(Settings&)>& change) {
    const std::lock_guard changing(changing_);
    const Settings before = settings();
    Settings next = before;
    change(next);
    if (next == before)
        return;
    file_.save(toJson(next));
    const std::lock_guard lock(mutex_);
    settings_ = std::move(next);
}

} // namespace samepage
