// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/kernel_engine_source.h"
#include "rules/event_socket.h"
#include "service/run.h"
#include "state/directories.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <memory>

int main(int argc, char* argv[]) {
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName("samepaged");
    QCoreApplication::setApplicationVersion(SAMEPAGE_VERSION);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        "The service of Samepage: finds identical memory in running processes and keeps one copy.\n"
        "It is started by D-Bus when somebody needs it, and leaves when nobody does.");
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption stateOption(
        "state-directory",
        "Keep the history, rules and settings in this directory, instead of where systemd says "
        "(in STATE_DIRECTORY). Without either they are kept in memory.",
        "directory", QString::fromStdString(samepage::stateDirectory()));
    parser.addOption(stateOption);
    parser.process(app);
    if (!parser.positionalArguments().isEmpty())
        parser.showHelp(EXIT_FAILURE);

    samepage::Service::Options options;
    options.stateDirectory = parser.value(stateOption).toStdString();
    options.history.directory = options.stateDirectory;
    options.runtimeDirectory = samepage::runtimeDirectory();
    options.openEvents = [] { return std::make_unique<samepage::EventSocket>(); };
    return samepage::runService(
        samepage::KernelEngineSource::ofThisMachine(options.runtimeDirectory), options);
}
