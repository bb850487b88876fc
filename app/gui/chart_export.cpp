// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_export.h"

#include "gui/chart.h"
#include "gui/theme_colors.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace samepage::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(samepage::gui::ChartExport)
};

constexpr double pictureScale = 2; // for screens and printers that are finer than ours
constexpr int dotsPerInch = 96;

// A legend above the curves for as long as it lives: in the window there are
// buttons instead.
class Legend {
public:
    explicit Legend(Chart& chart)
        : plot_(chart.plot())
        , legend_(new QCPLegend) {
        const ThemeColors colors(chart.palette());
        plot_.plotLayout()->insertRow(0);
        plot_.plotLayout()->addElement(0, 0, legend_);
        legend_->setLayer(QStringLiteral("legend"));
        legend_->setBrush(Qt::NoBrush);
        legend_->setBorderPen(Qt::NoPen);
        legend_->setFont(chart.font());
        legend_->setTextColor(chart.palette().color(QPalette::Text));
        legend_->setFillOrder(QCPLayoutGrid::foColumnsFirst);
        legend_->setWrap(4);
        for (const Curve curve : chart.shownCurves()) {
            for (int number = 0; number < plot_.graphCount(); ++number) {
                if (plot_.graph(number)->name() == curveName(curve)) {
                    legend_->addItem(new QCPPlottableLegendItem(legend_, plot_.graph(number)));
                }
            }
        }
    }
    ~Legend() {
        plot_.plotLayout()->remove(legend_);
        plot_.plotLayout()->simplify();
        plot_.replot();
    }
    Legend(const Legend&) = delete;
    Legend& operator=(const Legend&) = delete;
    Legend(Legend&&) = delete;
    Legend& operator=(Legend&&) = delete;

private:
    QCustomPlot& plot_;
    QCPLegend* legend_;
};

QSize pictureSize(const Chart& chart) {
    return chart.size().expandedTo(QSize(900, 420));
}

void draw(Chart& chart, QPaintDevice& device, const QSize& size) {
    const Legend legend(chart);
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    chart.plot().toPainter(&painter, size.width(), size.height());
}

void writeSvg(Chart& chart, QIODevice& device) {
    const QSize size = pictureSize(chart);
    QSvgGenerator svg;
    svg.setOutputDevice(&device);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setResolution(dotsPerInch);
    svg.setTitle(chart.accessibleName());
    draw(chart, svg, size);
}

void writePdf(Chart& chart, QIODevice& device) {
    const QSize size = pictureSize(chart);
    QPdfWriter pdf(&device);
    pdf.setTitle(chart.accessibleName());
    pdf.setCreator(QStringLiteral("Samepage"));
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(QPageSize(QSizeF(size) / dotsPerInch, QPageSize::Inch));
    pdf.setPageMargins(QMarginsF());
    draw(chart, pdf, size);
}

QByteArray contentsOf(Chart& chart, ExportFormat format) {
    if (format == ExportFormat::Csv) {
        return chartCsv(chart.shownReadings(), curvesOf(chart.view()));
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case ExportFormat::Png:
        chartImage(chart).save(&buffer, "PNG");
        break;
    case ExportFormat::Svg:
        writeSvg(chart, buffer);
        break;
    default:
        writePdf(chart, buffer);
    }
    return buffer.data();
}

QByteArray numberText(Curve curve, double value) {
    if (std::isnan(value)) {
        return {};
    }
    return QByteArray::number(value, 'f', isSize(curve) ? 0 : 3);
}

} // namespace

QString extensionOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::Csv:
        return QStringLiteral("csv");
    case ExportFormat::Png:
        return QStringLiteral("png");
    case ExportFormat::Svg:
        return QStringLiteral("svg");
    case ExportFormat::Pdf:
        break;
    }
    return QStringLiteral("pdf");
}

QString nameOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::Csv:
        return Words::tr("CSV table");
    case ExportFormat::Png:
        return Words::tr("PNG image");
    case ExportFormat::Svg:
        return Words::tr("SVG drawing");
    case ExportFormat::Pdf:
        break;
    }
    return Words::tr("PDF document");
}

QByteArray chartCsv(const std::vector<Reading>& readings, const std::vector<Curve>& curves) {
    QByteArray text("time,usec");
    for (const Curve curve : curves) {
        text += ',' + curveKey(curve).toUtf8();
    }
    text += '\n';
    for (const Reading& reading : readings) {
        const QDateTime time =
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(reading.usec / 1000)).toUTC();
        text += time.toString(Qt::ISODateWithMs).toLatin1();
        text += ',' + QByteArray::number(reading.usec);
        for (const Curve curve : curves) {
            text += ',' + numberText(curve, reading.values[curve]);
        }
        text += '\n';
    }
    return text;
}

QImage chartImage(Chart& chart) {
    const Legend legend(chart);
    const QSize size = pictureSize(chart);
    return chart.plot().toPixmap(size.width(), size.height(), pictureScale).toImage();
}

std::optional<QString> exportChart(Chart& chart, ExportFormat format, const QString& path) {
    // Made in memory first: who draws into a file does not look whether it works.
    const QByteArray contents = contentsOf(chart, format);
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() && file.flush();
    if (!written) {
        QString problem = file.errorString();
        file.cancelWriting();
        return problem;
    }
    return file.commit() ? std::nullopt : std::optional(file.errorString());
}

} // namespace samepage::gui
