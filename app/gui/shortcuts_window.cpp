// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/shortcuts_window.h"

#include "gui/actions.h"
#include "gui/fit_scroll_area.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace samepage::gui {

ShortcutsWindow::ShortcutsWindow(const Actions& actions, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(6);
    int row = 0;
    const auto add = [&](const QString& what, const QString& keys) {
        auto* label = new QLabel(what);
        auto* value = new QLabel(keys);
        value->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(label, row, 0);
        grid->addWidget(value, row, 1, Qt::AlignTrailing);
        ++row;
    };
    for (const QAction* action : actions.all()) {
        if (!action->shortcut().isEmpty()) {
            QString text = action->text();
            text.remove(QChar(u'&'));
            add(text, action->shortcut().toString(QKeySequence::NativeText));
        }
    }
    const auto key = [](Qt::Key code) {
        return QKeySequence(code).toString(QKeySequence::NativeText);
    };
    add(tr("Clear the filter, close a message"), key(Qt::Key_Escape));
    const auto keys = [](const QList<QKeyCombination>& codes) {
        QStringList texts;
        for (const QKeyCombination code : codes) {
            texts << QKeySequence(code).toString(QKeySequence::NativeText);
        }
        return texts.join(QStringLiteral(", "));
    };
    add(tr("Chart: read values along the curve"),
        keys({Qt::Key_Left, Qt::Key_Right, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_End}));
    add(tr("Chart: zoom"), keys({Qt::Key_Plus, Qt::Key_Minus}));
    add(tr("Chart: move through time"),
        keys({Qt::SHIFT | Qt::Key_Left, Qt::SHIFT | Qt::Key_Right}));
    add(tr("Chart: follow the present"), key(Qt::Key_Home));
    add(tr("Chart: logarithmic scale"), key(Qt::Key_L));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(16);
    layout->addWidget(new FitScrollArea(list), 1);
    layout->addWidget(buttons);
    fitToScreen(*this);
}

} // namespace samepage::gui
