// SPDX-License-Identifier: GPL-2.0-or-later
// One window for each computer, in a session: the app owns a name on the session
// bus, and a second start brings the window of the first to the front. The name
// is also how desktops start the app (org.freedesktop.Application).
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace sdbus {
class IConnection;
class IObject;
} // namespace sdbus

namespace samepage::gui {

class BusWatch;

// With which a desktop lets the window that was asked for come to the front.
struct StartTokens {
    QString activation{}; // of Wayland
    QString startup{};    // of X11

    // To be called before there is an application object, which takes them away.
    [[nodiscard]] static StartTokens fromEnvironment();
};

class SingleInstance : public QObject {
    Q_OBJECT

public:
    struct Handlers {
        // The window is to come to the front; the token may be empty.
        std::function<void(const QString& activationToken)> activate{};
        // Like that, and to do the action of that name; false if there is none.
        std::function<bool(const QString& name, const QString& activationToken)> action{};
    };
    enum class Claim {
        First,      // this process has the name now
        HandedOver, // another one has it, and its window comes to the front
        Alone,      // no session bus, or one that is silent: nobody can be asked
    };

    // `host`: whose window it is; empty: this machine's.
    explicit SingleInstance(const QString& host, QObject* parent = nullptr);
    ~SingleInstance() override;

    // Takes a moment, and never more than about two seconds. `action`: what the
    // window of another process is to do besides; may be empty.
    [[nodiscard]] Claim claim(const StartTokens& tokens, const QString& action = {});
    // From now on the handlers are called; calls that came since claim() included.
    void serve(Handlers handlers);

    // Empty if the host's name is too long for one.
    [[nodiscard]] static QString busName(const QString& host);

private:
    void handOver(const StartTokens& tokens, const QString& action); // throws sdbus::Error
    void drop();

    QString name_;
    Handlers handlers_;
    std::unique_ptr<sdbus::IConnection> connection_;
    std::unique_ptr<sdbus::IObject> object_;
    std::unique_ptr<BusWatch> watch_;
};

} // namespace samepage::gui
