// SPDX-License-Identifier: GPL-2.0-or-later
#include "cut_off.h"

#include "gui/breakdown_entry.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAction>
#include <QComboBox>
#include <QFontMetrics>
#include <QHeaderView>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace samepage::gui {
namespace {

int widthOf(const QFontMetrics& metrics, const QString& text) {
    int width = 0;
    for (const QString& line : text.split(QChar(u'\n'))) {
        width = std::max(width, metrics.size(Qt::TextShowMnemonic, line).width());
    }
    return width;
}

QString problem(const QWidget& widget, const QString& text, int room, int needed) {
    return QStringLiteral("%1 “%2”: has %3, needs %4")
        .arg(QString::fromLatin1(widget.metaObject()->className()), text)
        .arg(room)
        .arg(needed);
}

// What lies outside of the window, or of its scrolled part, is not cut off.
void lookAtLabel(const QLabel& label, QStringList& problems) {
    if (label.text().isEmpty()) {
        return;
    }
    const QRect room = label.contentsRect().adjusted(label.margin(), label.margin(),
                                                     -label.margin(), -label.margin());
    if (label.wordWrap()) {
        const int height = label.heightForWidth(label.width());
        if (label.height() < height) {
            problems << problem(label, label.text(), label.height(), height);
        }
        // A word that is wider than the label.
        for (const QString& word : label.text().split(QChar(u' '))) {
            const int width = widthOf(label.fontMetrics(), word);
            if (room.width() < width) {
                problems << problem(label, word, room.width(), width);
            }
        }
    } else if (label.width() < label.minimumSizeHint().width()) {
        problems << problem(label, label.text(), label.width(), label.minimumSizeHint().width());
    }
}

void lookAtButton(const QAbstractButton& button, QStringList& problems) {
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly) {
        return;
    }
    // It paints more than its text.
    if (qobject_cast<const BreakdownEntry*>(&button) != nullptr &&
        button.width() < button.sizeHint().width()) {
        problems << problem(button, button.text(), button.width(), button.sizeHint().width());
    }
    const int icon = button.icon().isNull() ? 0 : button.iconSize().width();
    const int needed = widthOf(button.fontMetrics(), button.text()) + icon;
    if (!button.text().isEmpty() && button.width() < needed) {
        problems << problem(button, button.text(), button.width(), needed);
    }
}

void lookAtBox(const QComboBox& box, QStringList& problems) {
    const int needed = widthOf(box.fontMetrics(), box.currentText());
    if (box.width() < needed) {
        problems << problem(box, box.currentText(), box.width(), needed);
    }
}

void lookAtHeader(const QHeaderView& header, QStringList& problems) {
    if (header.orientation() != Qt::Horizontal || header.model() == nullptr) {
        return;
    }
    for (int section = 0; section < header.count(); ++section) {
        const QString text = header.model()->headerData(section, Qt::Horizontal).toString();
        const int needed = widthOf(header.fontMetrics(), text);
        if (!header.isSectionHidden(section) && header.sectionSize(section) < needed) {
            problems << problem(header, text, header.sectionSize(section), needed);
        }
    }
}

void lookAtMenu(const QMenu& menu, QStringList& problems) {
    for (QAction* const action : menu.actions()) {
        if (!action->isVisible() || action->isSeparator()) {
            continue;
        }
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        const int needed =
            widthOf(menu.fontMetrics(), action->text()) + widthOf(menu.fontMetrics(), shortcut);
        const QRect place = menu.actionGeometry(action);
        if (place.width() < needed || place.right() > menu.width()) {
            problems << problem(menu, action->text(), std::min(place.width(), menu.width()),
                                needed);
        }
    }
    // One that does not fit the screen scrolls, and hides what it is for.
    if (menu.height() < menu.sizeHint().height()) {
        problems << problem(menu, menu.title(), menu.height(), menu.sizeHint().height());
    }
}

} // namespace

QStringList cutOffTexts(const QWidget& window) {
    QStringList problems;
    QList<const QWidget*> widgets{&window};
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        widgets << widget;
    }
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible()) {
            continue;
        }
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            lookAtLabel(*label, problems);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            lookAtButton(*button, problems);
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            lookAtBox(*box, problems);
        } else if (const auto* header = qobject_cast<const QHeaderView*>(widget)) {
            lookAtHeader(*header, problems);
        } else if (const auto* menu = qobject_cast<const QMenu*>(widget)) {
            lookAtMenu(*menu, problems);
        }
    }
    return problems;
}

} // namespace samepage::gui
