// SPDX-License-Identifier: GPL-2.0-or-later
// The chart as a file, or on the clipboard.
#pragma once

#include "gui/chart_points.h"

#include <QImage>
#include <QString>

#include <optional>
#include <vector>

namespace samepage::gui {

class Chart;

enum class ExportFormat { Csv, Png, Svg, Pdf };

// "csv", and so on.
[[nodiscard]] QString extensionOf(ExportFormat format);
[[nodiscard]] QString nameOf(ExportFormat format); // "CSV table"

// What is shown, as numbers; times in UTC and as microseconds. Empty where
// nothing is known.
[[nodiscard]] QByteArray chartCsv(const std::vector<Reading>& readings,
                                  const std::vector<Curve>& curves);

// What is shown, with a legend.
[[nodiscard]] QImage chartImage(Chart& chart);

// Writes all of it or leaves an older file as it is. Returns why it could not.
[[nodiscard]] std::optional<QString> exportChart(Chart& chart, ExportFormat format,
                                                 const QString& path);

} // namespace samepage::gui
