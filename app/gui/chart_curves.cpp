// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_curves.h"

#include "gui/chart_text.h"
#include "gui/format.h"

#include <QCoreApplication>

#include <cmath>

namespace samepage::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(samepage::gui::Chart)
};

} // namespace

ChartView viewOf(Curve curve) {
    return curve == ScanRate || curve == PassTime ? ChartView::Scanner : ChartView::Memory;
}

std::vector<Curve> curvesOf(ChartView view) {
    if (view == ChartView::Memory) {
        return {Saved, Shared, Sharing, Unshared, Volatile, Zero};
    }
    return {ScanRate, PassTime};
}

std::vector<std::string> metricsOf(ChartView view) {
    if (view == ChartView::Memory) {
        return {"saved_bytes",    "pages_shared",   "pages_sharing",
                "pages_unshared", "pages_volatile", "ksm_zero_pages"};
    }
    // The mean value tells which points belong to the same span.
    return {"pages_scanned", "pages_scanned.average", "full_scans"};
}

QString curveName(Curve curve) {
    switch (curve) {
    case Saved:
        return Words::tr("Saved");
    case Shared:
        return Words::tr("Shared");
    case Sharing:
        return Words::tr("Sharing");
    case Unshared:
        return Words::tr("Unshared");
    case Volatile:
        return Words::tr("Volatile");
    case Zero:
        return Words::tr("Zero");
    case ScanRate:
        return Words::tr("Pages scanned");
    case PassTime:
        return Words::tr("Pass duration");
    case CurveCount:
        break;
    }
    return {};
}

QString curveToolTip(Curve curve) {
    switch (curve) {
    case Saved:
        return Words::tr("Memory that merging saves");
    case Shared:
        return Words::tr("Pages that are kept once for several mappings (pages_shared)");
    case Sharing:
        return Words::tr("Mappings that were given up for an identical page: each of them is "
                         "a page saved (pages_sharing)");
    case Unshared:
        return Words::tr("Pages that were looked at, and are unique so far (pages_unshared)");
    case Volatile:
        return Words::tr("Pages that change too quickly to be compared (pages_volatile)");
    case Zero:
        return Words::tr("Pages full of zeros that were given up for the kernel’s own "
                         "(ksm_zero_pages)");
    case ScanRate:
        return Words::tr("Pages that the scanner looked at each second (axis on the left)");
    case PassTime:
        return Words::tr("How long the scanner took to look at everything once "
                         "(axis on the right)");
    case CurveCount:
        break;
    }
    return {};
}

QString curveKey(Curve curve) {
    switch (curve) {
    case Saved:
        return QStringLiteral("saved_bytes");
    case Shared:
        return QStringLiteral("shared_bytes");
    case Sharing:
        return QStringLiteral("sharing_bytes");
    case Unshared:
        return QStringLiteral("unshared_bytes");
    case Volatile:
        return QStringLiteral("volatile_bytes");
    case Zero:
        return QStringLiteral("zero_bytes");
    case ScanRate:
        return QStringLiteral("pages_scanned_per_second");
    case PassTime:
        return QStringLiteral("pass_seconds");
    case CurveCount:
        break;
    }
    return {};
}

QString curveValue(Curve curve, double value) {
    if (!(value >= 0 && value < 0x1p63)) {
        return QStringLiteral("–");
    }
    if (curve == PassTime) {
        return formatDuration(value);
    }
    const auto whole = static_cast<quint64>(std::llround(value));
    return curve == ScanRate ? Words::tr("%1/s").arg(formatCount(whole)) : formatSize(whole);
}

bool shownAtFirst(Curve curve) {
    // What is unique is most of the memory: beside it nothing else would be seen.
    return curve == Saved || curve == Shared || viewOf(curve) == ChartView::Scanner;
}

} // namespace samepage::gui
