// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_panel.h"

#include "gui/chart.h"
#include "gui/chart_menu.h"
#include "gui/chart_text.h"
#include "gui/elided_label.h"
#include "gui/error_text.h"
#include "gui/flow_layout.h"
#include "gui/format.h"
#include "gui/legend_button.h"
#include "gui/segmented_control.h"
#include "gui/symbolic_icon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace samepage::gui {
namespace {

constexpr int hour = 60; // minutes
constexpr int day = 24 * hour;

QString rate(const Reading* reading) {
    const double pages = reading != nullptr ? reading->values[ScanRate] : -1;
    return pages >= 0 ? ChartPanel::tr("%1 pages/s")
                            .arg(formatCount(static_cast<quint64>(std::llround(pages))))
                      : QStringLiteral("–");
}

} // namespace

ChartPanel::ChartPanel(ServiceClient& client, QWidget* parent)
    : QWidget(parent)
    , headline_(new QLabel(this))
    , when_(new ElidedLabel(Qt::ElideRight, this))
    , views_(new SegmentedControl(this))
    , range_(new QComboBox(this))
    , follow_(new QToolButton(this))
    , more_(new QToolButton(this))
    , chart_(new Chart(this))
    , menu_(new ChartMenu(*chart_, this))
    , history_(client) {
    QFont big = headline_->font();
    big.setPointSizeF(big.pointSizeF() * 1.7);
    big.setWeight(QFont::DemiBold);
    headline_->setFont(big);
    when_->setDim(true);
    headline_->setTextInteractionFlags(Qt::TextSelectableByMouse);

    connect(chart_, &Chart::hoveredChanged, this, &ChartPanel::showNumbers);
    connect(chart_, &Chart::windowChanged, this, &ChartPanel::showWindow);
    connect(chart_, &Chart::windowChanged, this, &ChartPanel::askForHistory);
    connect(&history_, &ChartHistory::askingChanged, this,
            [this] { chart_->setWaiting(history_.isAsking()); });
    connect(&history_, &ChartHistory::changed, this, &ChartPanel::takeHistory);

    buildControls();
    buildLegend();
    buildLayout();
    showLegend();
    showWindow();
    showNumbers();
}

void ChartPanel::buildControls() {
    views_->addSegment(tr("Memory"), tr("How much memory is merged, and how much is not"));
    views_->addSegment(tr("Scanner"), tr("How fast the scanner works"));
    views_->addSegment(tr("Selection"), tr("What merging does for the selected processes"));
    connect(views_, &SegmentedControl::chosen, this,
            [this](int index) { setView(static_cast<ChartView>(index)); });

    range_->addItem(tr("1 minute"), 1);
    range_->addItem(tr("5 minutes"), 5);
    range_->addItem(tr("15 minutes"), 15);
    range_->addItem(tr("1 hour"), hour);
    range_->addItem(tr("6 hours"), 6 * hour);
    range_->addItem(tr("24 hours"), day);
    range_->addItem(tr("7 days"), 7 * day);
    range_->addItem(tr("30 days"), 30 * day);
    range_->addItem(tr("90 days"), 90 * day);
    range_->setCurrentIndex(1);
    range_->setPlaceholderText(tr("Zoomed"));
    range_->setAccessibleName(tr("Time range of the chart"));
    range_->setToolTip(tr("How much time the chart shows"));
    connect(range_, &QComboBox::activated, this,
            [this](int index) { setMinutes(range_->itemData(index).toInt()); });

    follow_->setText(tr("Live"));
    follow_->setCheckable(true);
    follow_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    follow_->setFocusPolicy(Qt::StrongFocus);
    follow_->setToolTip(tr("Follow the present (Home, or a double-click in the chart)"));
    connect(follow_, &QToolButton::clicked, chart_, &Chart::follow);

    more_->setMenu(menu_);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setIcon(symbolicIcon(QStringLiteral("menu")));
    more_->setFocusPolicy(Qt::StrongFocus);
    more_->setAccessibleName(tr("More for the chart"));
    more_->setToolTip(tr("Scale, table, copy and export"));
    // The icon says it, an arrow beside it says nothing more.
    more_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    connect(menu_, &ChartMenu::failed, this, &ChartPanel::failed);
}

void ChartPanel::buildLegend() {
    for (int number = 0; number < CurveCount; ++number) {
        const auto curve = static_cast<Curve>(number);
        auto* button = new LegendButton(curve, this);
        button->setChecked(chart_->isCurveVisible(curve));
        connect(button, &QAbstractButton::toggled, this,
                [this, curve](bool on) { chart_->setCurveVisible(curve, on); });
        legend_[number] = button;
    }
}

void ChartPanel::buildLayout() {
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(headline_);
    top->addWidget(when_, 1);
    top->addWidget(range_);
    top->addWidget(follow_);
    top->addWidget(more_);
    for (QToolButton* button : {follow_, more_}) {
        button->setMinimumHeight(range_->sizeHint().height());
    }
    more_->setMinimumWidth(range_->sizeHint().height());
    auto* legend = new FlowLayout(6, 2);
    for (LegendButton* button : legend_) {
        legend->addWidget(button);
    }
    auto* second = new QHBoxLayout;
    second->setSpacing(12);
    second->addWidget(views_, 0, Qt::AlignTop);
    second->addLayout(legend, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addLayout(second);
    layout->addWidget(chart_, 1);
}

void ChartPanel::add(quint64 usec, const Counters& counters) {
    live_ = true;
    chart_->add(usec, counters);
    showNumbers();
}

void ChartPanel::setLive(bool live) {
    live_ = live;
    showNumbers();
}

void ChartPanel::setActive(bool active) {
    chart_->setActive(active);
    if (active) {
        showProcesses();
        history_.refresh();
    }
}

void ChartPanel::setMinutes(int minutes) {
    if (range_->findData(minutes) >= 0) {
        minutes_ = minutes;
        chart_->setMinutes(minutes);
    }
}

void ChartPanel::setView(ChartView view) {
    views_->setCurrent(static_cast<int>(view));
    chart_->setView(view);
    showProcesses();
    showLegend();
    showNumbers();
}

QString ChartPanel::headline() const {
    return headline_->text();
}

void ChartPanel::addProcesses(quint64 usec, const std::vector<ProcessRow>& rows,
                              bool sameQuestion) {
    processes_.add(usec, rows, sameQuestion);
    showProcesses();
}

void ChartPanel::setSelection(std::vector<ProcessKey> selected, const QString& title) {
    if (selected == selected_ && title == selectionTitle_) {
        return;
    }
    selected_ = std::move(selected);
    selectionTitle_ = title;
    showProcesses();
}

void ChartPanel::showProcesses() {
    if (chart_->view() != ChartView::Processes || !chart_->isSeen()) {
        return;
    }
    std::vector<Reading> readings = processes_.sum(selected_);
    knownSince_ = readings.empty() ? 0 : readings.front().usec;
    chart_->setProcesses(std::move(readings),
                         selected_.empty() ? tr("Select processes to see what merging does for "
                                                "them")
                                           : tr("Nothing is known of this time"));
    showNumbers();
}

// --- history ---------------------------------------------------------------

void ChartPanel::askForHistory() {
    if (!chart_->isSeen() || chart_->view() == ChartView::Processes) {
        return; // nothing is asked for while nobody can see it
    }
    const TimeWindow& window = chart_->window();
    const ChartSeries& live = chart_->series();
    history_.want(
        {.view = chart_->view(),
         .from = window.from(),
         .to = window.to(),
         .now = window.now(),
         .liveFrom = live.samples().empty() ? 0 : static_cast<qint64>(live.samples().front().usec),
         .pixels = chart_->width()});
}

void ChartPanel::takeHistory() {
    const std::optional<ClientError>& error = history_.error();
    chart_->setNote(error ? withReason(tr("The history could not be read."), *error) : QString());
    chart_->setHistory(history_.points(), history_.events(), history_.allowedPause());
    showNumbers();
}

// --- what is written around it ---------------------------------------------

void ChartPanel::showWindow() {
    const TimeWindow& window = chart_->window();
    const auto minutes = static_cast<int>(window.width() / (60 * TimeWindow::second));
    const bool whole = window.width() % (60 * TimeWindow::second) == 0;
    range_->setCurrentIndex(whole ? range_->findData(minutes) : -1);
    if (follow_->icon().isNull() || follow_->isChecked() != window.isFollowing()) {
        // A pressed button alone is hard to tell in dark themes.
        follow_->setIcon(
            symbolicIcon(QStringLiteral("live"), window.isFollowing() ? Tint::Good : Tint::Dim));
    }
    follow_->setChecked(window.isFollowing());
}

void ChartPanel::showNumbers() {
    const std::optional<Reading>& hovered = chart_->hovered();
    const std::optional<Reading> latest = live_ ? chart_->latest() : std::nullopt;
    const Reading* shown = hovered ? &*hovered : latest ? &*latest : nullptr;
    const auto value = [shown](Curve curve) {
        return shown != nullptr ? curveValue(curve, shown->values[curve]) : QStringLiteral("–");
    };
    const bool scanner = chart_->view() == ChartView::Scanner;
    const Curve saved = chart_->view() == ChartView::Memory ? Saved : OwnSaved;
    headline_->setText(scanner ? tr("%1 scanned", "as “1,200 pages/s scanned”").arg(rate(shown))
                               : tr("%1 saved").arg(value(saved)));
    headline_->setAccessibleName(scanner ? tr("Pages scanned") : tr("Memory saved"));
    for (const Curve curve : curvesOf(chart_->view())) {
        legend_[curve]->setValue(value(curve));
    }
    QString when;
    if (hovered) {
        const QString events = chart_->hoveredEvents();
        when = tr("at %1").arg(formatMomentShort(hovered->usec));
        if (!events.isEmpty()) {
            when += QStringLiteral(" · ") +
                    events.section(QChar(u'\n'), 0, 0).section(QStringLiteral("  "), 1);
        }
    } else if (chart_->view() == ChartView::Processes) {
        // Only what this window has seen.
        when = knownSince_ == 0 ? selectionTitle_
                                : tr("%1 · since %2", "process, time of day")
                                      .arg(selectionTitle_, formatMomentShort(knownSince_));
    } else if (!chart_->isEmpty()) {
        when = chart_->note(); // else the chart has room for it
    }
    when_->setText(when);
    describe();
}

void ChartPanel::describe() {
    // Screen readers tell it when the crosshair moves.
    QStringList parts;
    if (!when_->text().isEmpty()) {
        parts << when_->text();
    }
    for (const Curve curve : chart_->shownCurves()) {
        parts << tr("%1: %2", "curve and value").arg(curveName(curve), legend_[curve]->value());
    }
    chart_->setAccessibleDescription(parts.join(QStringLiteral(". ")));
}

void ChartPanel::showLegend() {
    for (LegendButton* button : legend_) {
        button->setVisible(viewOf(button->curve()) == chart_->view());
    }
}

// --- settings --------------------------------------------------------------

void ChartPanel::saveSettings(QSettings& settings) const {
    settings.setValue(QStringLiteral("chart/minutes"), minutes_);
    settings.setValue(QStringLiteral("chart/view"), static_cast<int>(chart_->view()));
    settings.setValue(QStringLiteral("chart/logarithmic"), chart_->isLogarithmic());
    for (const LegendButton* button : legend_) {
        settings.setValue(QStringLiteral("chart/curves/") + curveKey(button->curve()),
                          button->isChecked());
    }
}

void ChartPanel::restoreSettings(const QSettings& settings) {
    setMinutes(settings.value(QStringLiteral("chart/minutes"), 5).toInt());
    const int view = settings.value(QStringLiteral("chart/view"), 0).toInt();
    setView(view >= 0 && view <= static_cast<int>(ChartView::Processes)
                ? static_cast<ChartView>(view)
                : ChartView::Memory);
    chart_->setLogarithmic(settings.value(QStringLiteral("chart/logarithmic"), false).toBool());
    for (LegendButton* button : legend_) {
        button->setChecked(settings
                               .value(QStringLiteral("chart/curves/") + curveKey(button->curve()),
                                      shownAtFirst(button->curve()))
                               .toBool());
    }
}

} // namespace samepage::gui
