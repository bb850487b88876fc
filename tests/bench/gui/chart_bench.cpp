// SPDX-License-Identifier: GPL-2.0-or-later
// 90 days in the chart: how long from the choice until they are drawn, and how
// many pictures a second there are while they are dragged. The answers are made
// up and are there at once: what the service takes is measured by api_bench.
#include "fake_client.h"
#include "made_up_history.h"

#include "gui/chart.h"
#include "gui/chart_panel.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>

#include <qcustomplot.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace samepage::gui {
namespace {

constexpr int rounds = 20;
constexpr int frames = 300;
constexpr int days = 90;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void print(const char* what, std::vector<double> times, const char* unit) {
    std::ranges::sort(times);
    std::printf("%-44s median %8.2f  worst %8.2f %s\n", what, times[times.size() / 2], times.back(),
                unit);
    std::fflush(stdout);
}

class Bench {
public:
    Bench() {
        panel_.resize(1200, 420);
        panel_.show();
        if (!QTest::qWaitForWindowExposed(&panel_)) {
            std::fputs("the window does not appear\n", stderr);
        }
        client_.appear();
        panel_.add(static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000,
                   {.savedBytes = 1});
        answerAll();
    }

    void open() {
        std::vector<double> times;
        std::size_t points = 0;
        for (int round = 0; round < rounds; ++round) {
            panel_.setMinutes(5);
            answerAll();
            QTest::qWait(200); // as a person does
            QElapsedTimer timer;
            timer.start();
            panel_.setMinutes(days * 24 * 60);
            if (!QTest::qWaitFor([this] { return !client_.histories.empty(); })) {
                std::fputs("the chart does not ask for the history\n", stderr);
                std::exit(1);
            }
            const double asked = milliseconds(timer);
            client::HistoryPoints answer = madeUpHistory(client_.histories.front().query);
            points = answer.times.size();
            timer.restart();
            client_.answerHistory(std::move(answer));
            panel_.chart().plot().replot(QCustomPlot::rpImmediateRefresh);
            times.push_back(asked + milliseconds(timer));
            answerAll();
        }
        std::printf("%zu points at %zu curves\n", points, panel_.chart().shownCurves().size());
        print("open 90 days", times, "ms");
    }

    void pan() {
        panel_.setMinutes(days / 3 * 24 * 60);
        answerAll();
        std::vector<double> times;
        for (int frame = 0; frame < frames; ++frame) {
            QElapsedTimer timer;
            timer.start();
            panel_.chart().pan(frame < frames / 2 ? -0.005 : 0.005);
            panel_.chart().plot().replot(QCustomPlot::rpImmediateRefresh);
            QCoreApplication::processEvents();
            times.push_back(milliseconds(timer));
            answerNow();
        }
        const double all = std::accumulate(times.begin(), times.end(), 0.0);
        print("one picture while dragging", times, "ms");
        std::printf("%-44s %.0f\n", "pictures a second", 1000 * frames / all);
    }

    void showAllCurves() {
        for (const Curve curve : curvesOf(ChartView::Memory)) {
            panel_.chart().setCurveVisible(curve, true);
        }
    }

private:
    void answerNow() {
        while (!client_.histories.empty()) {
            client_.answerHistory(madeUpHistory(client_.histories.front().query));
        }
        while (!client_.eventCalls.empty()) {
            const FakeClient::EventsCall& call = client_.eventCalls.front();
            client_.answerEvents(madeUpEvents(call.from, call.to));
        }
    }
    void answerAll() {
        do {
            answerNow();
            QTest::qWait(250);
        } while (!client_.histories.empty());
    }

    FakeClient client_;
    ChartPanel panel_{client_};
};

} // namespace
} // namespace samepage::gui

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    samepage::gui::Bench bench;
    bench.open();
    bench.pan();
    bench.showAllCurves();
    bench.open();
    bench.pan();
    return 0;
}
