// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/single_instance.h"

#include "gui/bus_watch.h"
#include "gui/session_bus.h"

#include <sdbus-c++/sdbus-c++.h>

#include <QByteArray>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

// Long enough for any bus that works; nobody waits longer for a window.
constexpr auto busLimit = 500ms;
// The other process may be busy with its window.
constexpr auto handOverLimit = 1500ms;

constexpr QLatin1String appId("org.samepage.Samepage");
constexpr auto interfaceName = "org.freedesktop.Application";
constexpr auto activationKey = "activation-token";
constexpr auto startupKey = "desktop-startup-id";

using PlatformData = std::map<std::string, sdbus::Variant>;

// The specification derives it from the name in the desktop file.
sdbus::ObjectPath objectPath() {
    return sdbus::ObjectPath("/org/samepage/Samepage");
}

PlatformData platformData(const StartTokens& tokens) {
    PlatformData data;
    if (!tokens.activation.isEmpty()) {
        data.emplace(activationKey, sdbus::Variant(tokens.activation.toStdString()));
    }
    if (!tokens.startup.isEmpty()) {
        data.emplace(startupKey, sdbus::Variant(tokens.startup.toStdString()));
    }
    return data;
}

QString activationToken(const PlatformData& data) {
    const auto found = data.find(activationKey);
    return found != data.end() && found->second.containsValueOfType<std::string>()
               ? QString::fromStdString(found->second.get<std::string>())
               : QString();
}

bool isTaken(const sdbus::Error& error) {
    return error.getName() == "org.freedesktop.DBus.Error.FileExists";
}

} // namespace

StartTokens StartTokens::fromEnvironment() {
    return {.activation = qEnvironmentVariable("XDG_ACTIVATION_TOKEN"),
            .startup = qEnvironmentVariable("DESKTOP_STARTUP_ID")};
}

SingleInstance::SingleInstance(const QString& host, QObject* parent)
    : QObject(parent)
    , name_(busName(host)) {}

SingleInstance::~SingleInstance() {
    drop();
}

QString SingleInstance::busName(const QString& host) {
    QString name = appId;
    if (host.isEmpty()) {
        return name;
    }
    // Names on a bus take letters, digits and underlines.
    name += QLatin1String(".host_");
    for (const char byte : host.toUtf8()) {
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z');
        name += plain ? QString(QLatin1Char(byte))
                      : QLatin1Char('_') + QString::fromLatin1(QByteArray(1, byte).toHex());
    }
    constexpr int longest = 255;
    return name.size() <= longest ? name : QString();
}

SingleInstance::Claim SingleInstance::claim(const StartTokens& tokens, const QString& action) {
    connection_ = name_.isEmpty() ? nullptr : openSessionBus(busLimit);
    if (!connection_) {
        return Claim::Alone;
    }
    try {
        connection_->requestName(sdbus::ServiceName(name_.toStdString()));
        return Claim::First;
    } catch (const sdbus::Error& error) {
        if (!isTaken(error)) {
            drop();
            return Claim::Alone;
        }
    }
    try {
        handOver(tokens, action);
        return Claim::HandedOver;
    } catch (const sdbus::Error&) {
        // A window too many is better than none.
        drop();
        return Claim::Alone;
    }
}

void SingleInstance::handOver(const StartTokens& tokens, const QString& action) {
    const auto other =
        sdbus::createProxy(*connection_, sdbus::ServiceName(name_.toStdString()), objectPath());
    if (action.isEmpty()) {
        other->callMethod("Activate")
            .onInterface(interfaceName)
            .withTimeout(handOverLimit)
            .withArguments(platformData(tokens));
    } else {
        other->callMethod("ActivateAction")
            .onInterface(interfaceName)
            .withTimeout(handOverLimit)
            .withArguments(action.toStdString(), std::vector<sdbus::Variant>(),
                           platformData(tokens));
    }
}

void SingleInstance::serve(Handlers handlers) {
    if (!connection_) {
        return;
    }
    handlers_ = std::move(handlers);
    object_ = sdbus::createObject(*connection_, objectPath());
    object_
        ->addVTable(
            sdbus::registerMethod("Activate")
                .withInputParamNames("platform_data")
                .implementedAs([this](const PlatformData& data) {
                    handlers_.activate(activationToken(data));
                }),
            sdbus::registerMethod("Open")
                .withInputParamNames("uris", "platform_data")
                .implementedAs(
                    [](const std::vector<std::string>& /*uris*/, const PlatformData& /*data*/) {
                        throw sdbus::Error(
                            sdbus::Error::Name("org.freedesktop.DBus.Error.NotSupported"),
                            "Samepage does not open files");
                    }),
            sdbus::registerMethod("ActivateAction")
                .withInputParamNames("action_name", "parameter", "platform_data")
                .implementedAs([this](const std::string& action,
                                      const std::vector<sdbus::Variant>& /*parameter*/,
                                      const PlatformData& data) {
                    if (!handlers_.action(QString::fromStdString(action), activationToken(data))) {
                        throw sdbus::Error(
                            sdbus::Error::Name("org.freedesktop.DBus.Error.InvalidArgs"),
                            "There is no action \"" + action + "\"");
                    }
                }))
        .forInterface(interfaceName);
    watch_ = std::make_unique<BusWatch>(*connection_);
    connect(watch_.get(), &BusWatch::lost, this, &SingleInstance::drop);
    // Outside of the caller: what is asked for may need the event loop.
    QMetaObject::invokeMethod(watch_.get(), &BusWatch::pump, Qt::QueuedConnection);
}

void SingleInstance::drop() {
    watch_.reset();
    object_.reset();
    connection_.reset();
}

} // namespace samepage::gui
