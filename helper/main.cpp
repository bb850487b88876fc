// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/kernel_engine_source.h"
#include "history/state_directory.h"
#include "service/run.h"

#include <QCommandLineParser>
#include <QCoreApplication>

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
        "Keep the history in this directory, instead of where systemd says (in "
        "STATE_DIRECTORY). Without either it is kept in memory.",
        "directory", QString::fromStdString(samepage::stateDirectory()));
    parser.addOption(stateOption);
    parser.process(app);
    if (!parser.positionalArguments().isEmpty())
        parser.showHelp(EXIT_FAILURE);

    samepage::Service::Options options;
    options.history.directory = parser.value(stateOption).toStdString();
    return samepage::runService(samepage::KernelEngineSource::ofThisMachine(), options);
}
