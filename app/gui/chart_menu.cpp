// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_menu.h"

#include "gui/chart.h"
#include "gui/chart_table_window.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStandardPaths>

namespace samepage::gui {

ChartMenu::ChartMenu(Chart& chart, QWidget* parent)
    : QMenu(parent)
    , chart_(chart) {
    QAction* logarithmic = addAction(tr("&Logarithmic scale"));
    logarithmic->setCheckable(true);
    logarithmic->setShortcut(Qt::Key_L);
    // The chart itself listens to the key, while it has the focus.
    logarithmic->setShortcutContext(Qt::WidgetShortcut);
    connect(logarithmic, &QAction::toggled, &chart_, &Chart::setLogarithmic);
    connect(&chart_, &Chart::logarithmicChanged, logarithmic, &QAction::setChecked);
    addAction(tr("Show as &table…"), this, &ChartMenu::showTable);
    addSeparator();
    addAction(tr("&Copy image"), this,
              [this] { QGuiApplication::clipboard()->setImage(chartImage(chart_)); });
    addSeparator();
    for (const ExportFormat format :
         {ExportFormat::Csv, ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
        addAction(tr("Export as %1…").arg(nameOf(format)), this,
                  [this, format] { askForPath(format); });
    }
}

void ChartMenu::showTable() {
    auto* table = new ChartTableWindow(chart_, parentWidget());
    table->setAttribute(Qt::WA_DeleteOnClose);
    table->show();
}

void ChartMenu::askForPath(ExportFormat format) {
    auto* dialog = new QFileDialog(parentWidget(), tr("Export the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(extensionOf(format));
    dialog->setNameFilter(tr("%1 (*.%2)").arg(nameOf(format), extensionOf(format)));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QStringLiteral("samepage.") + extensionOf(format));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString& path) { exportTo(format, path); });
    dialog->open();
}

void ChartMenu::exportTo(ExportFormat format, const QString& path) {
    if (const auto problem = exportChart(chart_, format, path)) {
        emit failed(tr("“%1” was not written: %2").arg(path, *problem));
    }
}

} // namespace samepage::gui
