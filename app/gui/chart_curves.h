// SPDX-License-Identifier: GPL-2.0-or-later
// What the chart can draw: its views and their curves.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace samepage::gui {

// Of all memory; of the scanner; of the selected processes.
enum class ChartView { Memory, Scanner, Processes };

enum Curve {
    // Bytes.
    Saved,
    Shared,
    Sharing,
    Unshared,
    Volatile,
    Zero,
    // The scanner: pages per second, percent of a CPU, seconds.
    ScanRate,
    ScanCpu,
    PassTime,
    // The selected processes: bytes.
    OwnSaved,
    OwnMerged,
    OwnUnshared,
    OwnVolatile,
    OwnZero,
    CurveCount,
};

[[nodiscard]] ChartView viewOf(Curve curve);
[[nodiscard]] std::vector<Curve> curvesOf(ChartView view);
// Its values are bytes.
[[nodiscard]] bool isSize(Curve curve);
// Names of the history's metrics that curves of the view are made of; none of the
// selected processes, whose past the service does not keep.
[[nodiscard]] std::vector<std::string> metricsOf(ChartView view);

[[nodiscard]] QString curveName(Curve curve);
[[nodiscard]] QString curveToolTip(Curve curve);
// For files and settings: never translated, with the unit.
[[nodiscard]] QString curveKey(Curve curve);
// "1.2 GiB", "12,300/s", "4.5 s"; "–" for what is not known.
[[nodiscard]] QString curveValue(Curve curve, double value);
// Before the user chose otherwise.
[[nodiscard]] bool shownAtFirst(Curve curve);

} // namespace samepage::gui
