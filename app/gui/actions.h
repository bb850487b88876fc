// SPDX-License-Identifier: GPL-2.0-or-later
// Everything the window can be told to do, each with its shortcut, in one place.
#pragma once

#include <QActionGroup>
#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace samepage::gui {

class Actions : public QObject {
    Q_OBJECT

public:
    // The actions work in `window`, which owns this.
    explicit Actions(QWidget* window);

    QAction* mark;
    QAction* unmark;
    QAction* undo;
    QAction* redo;
    QAction* alwaysMark;
    QAction* rules;
    QAction* estimate;
    QAction* mergeNow;
    QAction* copy;
    QAction* selectAll;
    QAction* scopeMine;
    QAction* scopeAll;
    QAction* scopeMarked;
    QAction* scopeWorth;
    QAction* tree;
    QAction* find;
    QAction* refresh;
    QAction* connectTo;
    QAction* pauseUpdates;
    QAction* estimateIdle;
    QAction* showDetails;
    QAction* showChart;
    QAction* start;
    QAction* pause;
    QAction* startOrPause; // the one that is possible now
    QAction* unmergeAll;
    QAction* controls;
    QAction* loadModule;
    QAction* unloadModule;
    QAction* setup;
    QAction* tray;
    QAction* welcome;
    QAction* shortcuts;
    QAction* about;
    QAction* quit;

    // In the order of the menus; those without a shortcut too.
    [[nodiscard]] const QList<QAction*>& all() const { return all_; }

private:
    QAction* add(const QString& text, const QString& icon, const QKeySequence& shortcut,
                 const QString& toolTip);

    QActionGroup scopes_; // one of them is chosen
    QList<QAction*> all_;
};

} // namespace samepage::gui
