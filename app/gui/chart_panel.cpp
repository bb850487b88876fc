// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_panel.h"

#include "gui/chart.h"
#include "gui/format.h"
#include "gui/legend_button.h"
#include "gui/theme_colors.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace samepage::gui {

ChartPanel::ChartPanel(QWidget* parent)
    : QWidget(parent)
    , headline_(new QLabel(this))
    , when_(new QLabel(this))
    , range_(new QComboBox(this))
    , sharing_(new LegendButton(tr("Pages sharing"), true, this))
    , shared_(new LegendButton(tr("Pages shared"), false, this))
    , chart_(new Chart(this)) {
    QFont big = headline_->font();
    big.setPointSizeF(big.pointSizeF() * 1.7);
    big.setWeight(QFont::DemiBold);
    headline_->setFont(big);
    headline_->setAccessibleName(tr("Memory saved"));
    headline_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    when_->setTextFormat(Qt::PlainText);

    sharing_->setToolTip(tr("Mappings that were given up for an identical page: each of them is "
                            "a page saved"));
    shared_->setToolTip(tr("Pages that are kept once for all those mappings"));
    connect(sharing_, &QAbstractButton::toggled, this,
            [this](bool on) { chart_->setCurveVisible(Chart::Sharing, on); });
    connect(shared_, &QAbstractButton::toggled, this,
            [this](bool on) { chart_->setCurveVisible(Chart::Shared, on); });

    range_->addItem(tr("Last minute"), 1);
    range_->addItem(tr("Last 5 minutes"), 5);
    range_->addItem(tr("Last 15 minutes"), 15);
    range_->setCurrentIndex(1);
    range_->setAccessibleName(tr("Time range of the chart"));
    range_->setToolTip(tr("How much of the past the chart shows"));
    connect(range_, &QComboBox::currentIndexChanged, this,
            [this] { chart_->setMinutes(range_->currentData().toInt()); });
    connect(chart_, &Chart::hoveredChanged, this, &ChartPanel::showNumbers);

    auto* top = new QHBoxLayout;
    top->addWidget(headline_);
    top->addWidget(when_, 0, Qt::AlignBottom);
    top->addStretch();
    top->addWidget(range_, 0, Qt::AlignVCenter);
    top->setSpacing(10);
    auto* legend = new QHBoxLayout;
    legend->setSpacing(8);
    legend->addWidget(sharing_);
    legend->addWidget(shared_);
    legend->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addLayout(legend);
    layout->addWidget(chart_, 1);
    applyColors();
    showNumbers();
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

void ChartPanel::setMinutes(int minutes) {
    const int index = range_->findData(minutes);
    if (index >= 0) {
        range_->setCurrentIndex(index);
    }
}

int ChartPanel::minutes() const {
    return range_->currentData().toInt();
}

QString ChartPanel::headline() const {
    return headline_->text();
}

void ChartPanel::showNumbers() {
    const std::optional<Sample> hovered = chart_->hovered();
    const Sample* last = chart_->series().last();
    const Sample* shown = hovered ? &*hovered : last;
    if (shown == nullptr || (!live_ && !hovered)) {
        headline_->setText(tr("– saved"));
        when_->clear();
        sharing_->setValue(QStringLiteral("–"));
        shared_->setValue(QStringLiteral("–"));
        return;
    }
    headline_->setText(tr("%1 saved").arg(formatSize(shown->counters.savedBytes)));
    when_->setText(hovered ? tr("at %1").arg(formatTimeOfDay(shown->usec)) : QString());
    sharing_->setValue(formatCount(shown->counters.pagesSharing));
    shared_->setValue(formatCount(shown->counters.pagesShared));
}

void ChartPanel::applyColors() {
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, ThemeColors(palette()).dimText);
    when_->setPalette(dim);
}

void ChartPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace samepage::gui
