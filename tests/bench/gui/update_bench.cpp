// SPDX-License-Identifier: GPL-2.0-or-later
// What a second costs with thousands of processes in the table: reading the answer of
// the service, taking it over, sorting, and drawing what has changed. With --start: on
// a bus with a service, how long it takes from the start of the process to the first
// table.
#include "fake_client.h"
#include "made_up.h"

#include "gui/actions.h"
#include "gui/bus_service_client.h"
#include "gui/main_window.h"
#include "gui/process_view.h"
#include "gui/translation.h"

#include <sdbus-c++/Message.h>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace samepage::gui {
namespace {

constexpr int rounds = 40;
constexpr std::size_t processes = 5000;

// Of all threads, milliseconds.
double cpuTime() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Since the process was started, milliseconds; the kernel counts in hundredths of a second.
double sinceStart() {
    std::ifstream file("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string field;
    for (int number = 3; number <= 22; ++number) {
        fields >> field;
    }
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 -
           std::stod(field) * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void print(const char* what, std::vector<double> times) {
    std::ranges::sort(times);
    std::printf("%-58s median %7.2f  worst %7.2f ms of CPU\n", what, times[times.size() / 2],
                times.back());
    std::fflush(stdout);
}

client::Dictionary dictionary(const ProcessRow& row) {
    return {{"pid", sdbus::Variant(row.key.pid)},
            {"start_time", sdbus::Variant(row.key.startTime)},
            {"ppid", sdbus::Variant(row.ppid)},
            {"uid", sdbus::Variant(row.uid)},
            {"user", sdbus::Variant(row.user)},
            {"name", sdbus::Variant(row.name)},
            {"exe", sdbus::Variant(row.exe)},
            {"unit", sdbus::Variant(row.unit)},
            {"container", sdbus::Variant(row.container)},
            {"state", sdbus::Variant(row.state)},
            {"rss", sdbus::Variant(row.rss)},
            {"merged", sdbus::Variant(row.merged)},
            {"saved", sdbus::Variant(row.saved)},
            {"markable", sdbus::Variant(row.markable)},
            {"marked", sdbus::Variant(row.marked)},
            {"mergeable", sdbus::Variant(row.mergeable)},
            {"marked_by", sdbus::Variant(row.markedBy)}};
}

class Bench {
public:
    Bench()
        : settings_(folder_.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat)
        , window_(client_, settings_)
        , rows_(madeUpProcesses(processes, true)) {
        window_.resize(1280, 900);
        window_.show();
        if (!QTest::qWaitForWindowExposed(&window_)) {
            std::fputs("the window does not appear\n", stderr);
        }
        client_.appear();
        client_.answerList(rows_);
        QTest::qWait(300);
    }

    void read() {
        std::vector<client::Dictionary> rows;
        for (const ProcessRow& row : rows_) {
            rows.push_back(dictionary(row));
        }
        sdbus::PlainMessage message = sdbus::createPlainMessage();
        message << rows;
        message.seal();
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            message.rewind(true);
            const double begin = cpuTime();
            if (client::readProcessRows(message).size() != processes) {
                std::fputs("not all rows were read\n", stderr);
            }
            times.push_back(cpuTime() - begin);
        }
        print("reading the answer", times);
    }

    // One in `oneIn` has other numbers.
    void update(const char* what, unsigned oneIn, unsigned replaced = 0) {
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            change(oneIn, replaced);
            actions().refresh->trigger();
            std::vector<ProcessRow> rows = rows_;
            const double begin = cpuTime();
            client_.answerList(std::move(rows));
            emit client_.countersChanged(++second_ * 1'000'000, {.savedBytes = second_ << 20});
            for (int turn = 0; turn < 4; ++turn) {
                QCoreApplication::processEvents();
                QTest::qWait(2);
            }
            times.push_back(cpuTime() - begin);
        }
        print(what, times);
    }

    Actions& actions() { return *window_.findChild<Actions*>(); }
    ProcessView& view() { return *window_.findChild<ProcessView*>(); }

private:
    void change(unsigned oneIn, unsigned replaced) {
        for (ProcessRow& row : rows_) {
            if (random_() % oneIn == 0) {
                row.rss += (random_() % 64) * 4096;
                row.saved += row.marked ? (random_() % 64) * 4096 : 0;
            }
        }
        for (unsigned number = 0; number < replaced; ++number) {
            ProcessRow& row = rows_[random_() % rows_.size()];
            row = madeUpProcess(++lastPid_, "new", std::uint64_t{random_() % 4096} * 4096);
        }
    }

    QTemporaryDir folder_;
    QSettings settings_;
    FakeClient client_;
    MainWindow window_;
    std::vector<ProcessRow> rows_;
    std::mt19937 random_{1}; // NOLINT: always the same
    std::uint32_t lastPid_ = 4'000'000;
    quint64 second_ = 1'700'000'000;
};

int start(int argc, char** argv) {
    QApplication application(argc, argv);
    installTranslations(application, {});
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat);
    BusServiceClient client;
    MainWindow window(client, settings);
    window.show();
    const auto* view = window.findChild<ProcessView*>();
    while (view->model()->rowCount() == 0 && sinceStart() < 20'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
    QCoreApplication::processEvents(); // and drawn
    std::printf("from the start of the process to a table of %d processes: %.0f ms\n",
                view->model()->rowCount(), sinceStart());
    return view->model()->rowCount() > 0 ? 0 : 1;
}

int updates(int argc, char** argv) {
    const QApplication application(argc, argv);
    Bench bench;
    std::printf("%zu processes, all in the table, %d rounds\n", processes, rounds);
    bench.read();
    bench.update("a quiet second: one in 20 changes", 20);
    bench.update("a busy second: one in 4 changes", 4);
    bench.update("one in 4 changes, 100 exit and start", 4, 100);
    bench.view().sortByColumn(ProcessModel::Saved, Qt::DescendingOrder);
    bench.update("the same, sorted by what is saved", 4, 100);
    bench.view().selectAll();
    bench.update("the same, all selected", 4, 100);
    bench.view().clearSelection();
    bench.actions().tree->setChecked(true);
    bench.update("the same, as a tree", 4, 100);
    return 0;
}

} // namespace
} // namespace samepage::gui

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const bool first = argc > 1 && std::strcmp(argv[1], "--start") == 0;
    return first ? samepage::gui::start(argc, argv) : samepage::gui::updates(argc, argv);
}
