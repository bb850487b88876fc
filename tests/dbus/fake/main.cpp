// SPDX-License-Identifier: GPL-2.0-or-later
// samepaged-fake: the real service with a made-up kernel below it, for D-Bus
// tests, GUI tests and work on the GUI. Never installed.
#include "fake_engine_source.h"
#include "fake_events.h"

#include "service/run.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace {

using std::chrono::milliseconds;

class Parser {
public:
    void add(const char* name, const char* description, const char* value, const char* preset) {
        parser_.addOption({QString(name), QString(description), QString(value), QString(preset)});
    }
    void process(const QCoreApplication& app) {
        parser_.setApplicationDescription(
            "samepaged with a fake engine, on the bus in DBUS_SYSTEM_BUS_ADDRESS.");
        parser_.addHelpOption();
        parser_.addVersionOption();
        parser_.process(app);
    }
    [[nodiscard]] std::string text(const char* name) const {
        return parser_.value(name).toStdString();
    }
    [[nodiscard]] milliseconds time(const char* name) const {
        bool ok = false;
        const int value = parser_.value(name).toInt(&ok);
        if (!ok || value < 0) {
            std::fprintf(stderr, "samepaged-fake: --%s needs a number of milliseconds\n", name);
            std::exit(EXIT_FAILURE);
        }
        return milliseconds(value);
    }

private:
    QCommandLineParser parser_;
};

} // namespace

int main(int argc, char* argv[]) {
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName("samepaged-fake");
    QCoreApplication::setApplicationVersion(SAMEPAGE_VERSION);

    Parser parser;
    parser.add("problem",
               "Start without the module, for this reason: a value of the property Problem.",
               "problem", "");
    parser.add("load-problem", "What LoadModule runs into (empty: it succeeds).", "problem", "");
    parser.add("ksm-dir", "Directory with the kernel's own scanner's files (empty: it has none).",
               "dir", "");
    parser.add("mark-delay", "How long marking and unmarking take.", "ms", "0");
    parser.add("unmerge-delay", "How long unmerging everything takes.", "ms", "0");
    parser.add("scan-time", "From marking a process until all of it is merged.", "ms", "3000");
    parser.add("long-work", "How long merging now, estimating and explaining take.", "ms", "0");
    parser.add("idle-exit", "Leave when idle for so long (0: stay).", "ms", "0");
    parser.add("polkit-timeout", "How long polkit may take to answer.", "ms", "10000");
    parser.add("state-directory", "Keep the history, rules and settings there (empty: in memory).",
               "directory", "");
    parser.add("runtime-directory", "Keep there who marked what (empty: in memory).", "directory",
               "");
    parser.add("machine", "Where proc and sys are that policies look at.", "directory", "/");
    parser.add("events", "Pipe with made-up process events (empty: there are none).", "file", "");
    parser.process(app);

    samepage::FakeEngineSource::Options machine;
    machine.problem = parser.text("problem");
    machine.loadProblem = parser.text("load-problem");
    machine.ksmDir = parser.text("ksm-dir");
    machine.delays.mark = parser.time("mark-delay");
    machine.delays.unmerge = parser.time("unmerge-delay");
    machine.delays.scan = parser.time("scan-time");
    machine.delays.longWork = parser.time("long-work");

    samepage::Service::Options options;
    options.idleExit = parser.time("idle-exit");
    options.polkit.silent = parser.time("polkit-timeout");
    options.polkit.prompt = options.polkit.silent * 2;
    options.stateDirectory = parser.text("state-directory");
    options.history.directory = options.stateDirectory;
    options.runtimeDirectory = parser.text("runtime-directory");
    options.machineRoot = parser.text("machine");
    options.openEvents = [path = parser.text("events")] {
        return std::make_unique<samepage::FakeEvents>(path);
    };
    return samepage::runService(std::make_unique<samepage::FakeEngineSource>(machine), options);
}
