// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/place.h"
#include "gui/accessible_roles.h"
#include "gui/bus_service_client.h"
#include "gui/end_signals.h"
#include "gui/main_window.h"
#include "gui/single_instance.h"
#include "gui/translation.h"
#include "gui/welcome_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLocale>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string_view>

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Main)
};

// These are answered without a display too.
bool wantsTextOnly(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
        return argument == "-h" || argument == "--help" || argument == "--help-all" ||
               argument == "-v" || argument == "--version";
    });
}

std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv) {
    if (wantsTextOnly(argc, argv)) {
        return std::make_unique<QCoreApplication>(argc, argv);
    }
    return std::make_unique<QApplication>(argc, argv);
}

} // namespace

int main(int argc, char** argv) {
    const samepage::gui::StartTokens tokens = samepage::gui::StartTokens::fromEnvironment();
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("samepage"));
    QCoreApplication::setOrganizationName(QStringLiteral("samepage"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SAMEPAGE_VERSION));
    samepage::gui::installTranslations(*application, QLocale::system().uiLanguages());

    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows which processes hold identical memory, and lets it be kept only once."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption host({QStringLiteral("H"), QStringLiteral("host")},
                                  Text::tr("Show the processes of another computer, over ssh."),
                                  QStringLiteral("[USER@]HOST[:PORT]"));
    parser.addOption(host);
    const QCommandLineOption show(
        QStringLiteral("show"),
        Text::tr("Open another window too: “controls” or “rules”.", "the words stay as they are"),
        QStringLiteral("WINDOW"));
    parser.addOption(show);
    parser.process(*application);
    if (!parser.positionalArguments().isEmpty()) {
        const QString message = Text::tr("samepage: unexpected argument “%1”; see samepage --help")
                                    .arg(parser.positionalArguments().constFirst());
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
        return 2;
    }
    if (parser.isSet(host) && !samepage::client::isPlaceName(parser.value(host).toStdString())) {
        const QString message =
            Text::tr("samepage: “%1” is no name of a computer").arg(parser.value(host));
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
        return 2;
    }

    const QString action = parser.value(show);
    if (parser.isSet(show) && !samepage::gui::MainWindow::hasAction(action)) {
        const QString message = Text::tr("samepage: there is no window “%1” to show").arg(action);
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
        return 2;
    }

    samepage::gui::SingleInstance instance(parser.value(host));
    if (instance.claim(tokens, action) == samepage::gui::SingleInstance::Claim::HandedOver) {
        return 0;
    }

    QGuiApplication::setApplicationDisplayName(QStringLiteral("Samepage"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.samepage.Samepage"));
    // Where the desktop names no icon theme, programs still get their icons.
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    samepage::gui::installAccessibleRoles();
    QSettings settings;
    samepage::gui::BusServiceClient client(parser.value(host));
    samepage::gui::MainWindow window(client, settings);
    const samepage::gui::EndSignals ends;
    QObject::connect(&ends, &samepage::gui::EndSignals::told, &window, [&window] {
        window.saveSettings();
        QCoreApplication::exit(0);
    });
    QObject::connect(
        qGuiApp, &QGuiApplication::commitDataRequest, &window, [&window] { window.saveSettings(); },
        Qt::DirectConnection);
    window.show();
    instance.serve(
        {.activate = [&window](const QString& token) { window.present(token); },
         .action = [&window](const QString& name,
                             const QString& token) { return window.runAction(name, token); }});
    if (!action.isEmpty()) {
        window.runAction(action);
    }
    if (samepage::gui::WelcomeWindow::isDue(settings)) {
        // In the middle of the window, once the desktop has placed that.
        QTimer::singleShot(std::chrono::milliseconds(200), &window,
                           [&window] { window.showWelcome(); });
    }
    return QCoreApplication::exec();
}
