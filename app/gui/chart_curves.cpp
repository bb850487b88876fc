// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_curves.h"

#include "gui/chart_text.h"
#include "gui/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace samepage::gui {
namespace {

struct CurveWords {
    const char* name;
    const char* toolTip;
    const char* key;
};

// In the order of Curve.
constexpr std::array<CurveWords, CurveCount> words{{
    {QT_TRANSLATE_NOOP("ChartCurves", "Saved"),
     QT_TRANSLATE_NOOP("ChartCurves", "Memory that merging saves"), "saved_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Shared"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "Pages that are kept once for several mappings (pages_shared)"),
     "shared_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Sharing"),
     QT_TRANSLATE_NOOP("ChartCurves", "Mappings that were given up for an identical page: each of "
                                      "them is a page saved (pages_sharing)"),
     "sharing_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Unshared"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "Pages that were looked at, and are unique so far (pages_unshared)"),
     "unshared_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Volatile"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "Pages that change too quickly to be compared (pages_volatile)"),
     "volatile_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Zero"),
     QT_TRANSLATE_NOOP("ChartCurves", "Pages full of zeros that were given up for the kernel’s own "
                                      "(ksm_zero_pages)"),
     "zero_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Pages scanned"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "Pages that the scanner looked at each second (axis on the left)"),
     "pages_scanned_per_second"},
    {QT_TRANSLATE_NOOP("ChartCurves", "CPU"),
     QT_TRANSLATE_NOOP("ChartCurves", "Processor time that the scanner takes, of one CPU (axis on "
                                      "the right)"),
     "scanner_cpu_percent"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Pass duration"),
     QT_TRANSLATE_NOOP("ChartCurves", "How long the scanner took to look at everything once "
                                      "(axis on the right)"),
     "pass_seconds"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Saved"),
     QT_TRANSLATE_NOOP("ChartCurves", "Their fair part of what merging saves"),
     "selection_saved_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Merged"),
     QT_TRANSLATE_NOOP("ChartCurves", "How much of their memory is merged"),
     "selection_merged_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Unshared"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "How much of their memory was looked at, and is unique so far"),
     "selection_unshared_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Volatile"),
     QT_TRANSLATE_NOOP("ChartCurves",
                       "How much of their memory changes too quickly to be compared"),
     "selection_volatile_bytes"},
    {QT_TRANSLATE_NOOP("ChartCurves", "Zero"),
     QT_TRANSLATE_NOOP("ChartCurves", "How much of their memory was full of zeros and given up "
                                      "for the kernel’s own"),
     "selection_zero_bytes"},
}};

QString translated(const char* text) {
    return QCoreApplication::translate("ChartCurves", text);
}

} // namespace

ChartView viewOf(Curve curve) {
    if (curve < ScanRate) {
        return ChartView::Memory;
    }
    return curve < OwnSaved ? ChartView::Scanner : ChartView::Processes;
}

bool isSize(Curve curve) {
    return viewOf(curve) != ChartView::Scanner;
}

std::vector<Curve> curvesOf(ChartView view) {
    switch (view) {
    case ChartView::Memory:
        return {Saved, Shared, Sharing, Unshared, Volatile, Zero};
    case ChartView::Scanner:
        return {ScanRate, ScanCpu, PassTime};
    case ChartView::Processes:
        break;
    }
    return {OwnSaved, OwnMerged, OwnUnshared, OwnVolatile, OwnZero};
}

std::vector<std::string> metricsOf(ChartView view) {
    if (view == ChartView::Memory) {
        return {"saved_bytes",    "pages_shared",   "pages_sharing",
                "pages_unshared", "pages_volatile", "ksm_zero_pages"};
    }
    if (view == ChartView::Processes) {
        return {};
    }
    // The mean value tells which points belong to the same span.
    return {"pages_scanned", "pages_scanned.average", "full_scans", "scanner_cpu_usec"};
}

QString curveName(Curve curve) {
    return translated(words.at(curve).name);
}

QString curveToolTip(Curve curve) {
    return translated(words.at(curve).toolTip);
}

QString curveKey(Curve curve) {
    return QString::fromLatin1(words.at(curve).key);
}

QString curveValue(Curve curve, double value) {
    if (!(value >= 0 && value < 0x1p63)) {
        return QStringLiteral("–");
    }
    if (curve == PassTime) {
        return formatDuration(value);
    }
    if (curve == ScanCpu) {
        return translated(QT_TRANSLATE_NOOP("ChartCurves", "%1\u00a0%"))
            .arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
    }
    const auto whole = static_cast<quint64>(std::llround(value));
    return curve == ScanRate
               ? translated(QT_TRANSLATE_NOOP("ChartCurves", "%1/s")).arg(formatCount(whole))
               : formatSize(whole);
}

bool shownAtFirst(Curve curve) {
    // What is unique is most of the memory: beside it nothing else would be seen.
    return curve == Saved || curve == Shared || curve == OwnSaved || curve == OwnMerged ||
           viewOf(curve) == ChartView::Scanner;
}

} // namespace samepage::gui
