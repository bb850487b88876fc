// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/accessible_roles.h"

#include "gui/breakdown_bar.h"
#include "gui/chart.h"
#include "gui/elided_label.h"

#include <QAccessibleWidget>
#include <QScrollArea>

namespace samepage::gui {
namespace {

// A widget whose name and description say all that it shows.
class Painted : public QAccessibleWidget {
public:
    using QAccessibleWidget::QAccessibleWidget;

    // What it is painted with is nothing to a reader.
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override {
        return nullptr;
    }
};

QAccessibleInterface* make(const QString& /*className*/, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    // Qt's accessibility cache owns what is made here.
    if (qobject_cast<Chart*>(widget) || qobject_cast<BreakdownBar*>(widget)) {
        return new Painted(widget, QAccessible::Chart);
    }
    if (qobject_cast<ElidedLabel*>(widget)) {
        return new Painted(widget, QAccessible::StaticText);
    }
    // Qt 6.8's own crashes when somebody asks for a scroll bar that has just gone.
    if (qobject_cast<QScrollArea*>(widget)) {
        return new QAccessibleWidget(widget, QAccessible::Pane);
    }
    return nullptr;
}

} // namespace

void installAccessibleRoles() {
    QAccessible::installFactory(&make);
}

} // namespace samepage::gui
