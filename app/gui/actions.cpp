// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/actions.h"

#include "gui/symbolic_icon.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

namespace samepage::gui {

Actions::Actions(QWidget* window)
    : QObject(window)
    , scopes_(this) {
    mark = add(tr("&Mark"), QStringLiteral("mark"), Qt::CTRL | Qt::Key_M,
               tr("Let the scanner merge the memory of the selected processes"));
    unmark = add(tr("&Unmark"), QStringLiteral("unmark"), Qt::CTRL | Qt::SHIFT | Qt::Key_M,
                 tr("Give the selected processes all their own memory back"));
    undo = add(tr("Un&do"), {}, QKeySequence::Undo, tr("Take the last mark or unmark back"));
    redo =
        add(tr("Red&o"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_Z, tr("Do again what was taken back"));
    alwaysMark = add(tr("Mark this program al&ways…"), {}, Qt::CTRL | Qt::ALT | Qt::Key_M,
                     tr("Add a rule that marks every process that runs the program"));
    rules = add(tr("&Rules…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_R,
                tr("See and change what is always marked, and what never"));
    estimate = add(tr("&Estimate saving"), QStringLiteral("search"), Qt::CTRL | Qt::Key_E,
                   tr("Find out what marking the selected processes together would save, without "
                      "changing anything"));
    mergeNow = add(tr("Merge &now"), QStringLiteral("start"), Qt::CTRL | Qt::SHIFT | Qt::Key_E,
                   tr("Merge what can be merged of the selected marked processes at once and at "
                      "full speed"));
    // Short, where there is little room; the menu says it in full.
    unmark->setIconText(tr("Unmark", "on a button"));
    estimate->setIconText(tr("Estimate saving", "on a button"));
    mergeNow->setIconText(tr("Merge now", "on a button"));
    copy = add(tr("&Copy"), QStringLiteral("copy"), QKeySequence::Copy,
               tr("Copy the selected rows as text"));
    selectAll = add(tr("Select &all"), {}, QKeySequence::SelectAll,
                    tr("Select all processes in the table"));

    scopeMine = add(tr("My processes"), {}, Qt::CTRL | Qt::Key_1, tr("Show your own processes"));
    scopeAll = add(tr("Processes of all users"), {}, Qt::CTRL | Qt::Key_2,
                   tr("Show the processes of all users; may ask for an administrator’s password"));
    scopeMarked = add(tr("Marked processes"), {}, Qt::CTRL | Qt::Key_3,
                      tr("Show only processes that take part in merging"));
    scopeWorth =
        add(tr("Processes worth marking"), {}, Qt::CTRL | Qt::Key_4,
            tr("Show unmarked processes that are estimated to save something or, where nothing was "
               "estimated, whose program the same user runs more than once"));
    for (QAction* action : {scopeMine, scopeAll, scopeMarked, scopeWorth}) {
        action->setCheckable(true);
        scopes_.addAction(action);
    }
    scopeMine->setChecked(true);
    tree = add(tr("&Tree"), QStringLiteral("tree"), Qt::CTRL | Qt::Key_T,
               tr("Show processes below those that started them"));
    tree->setCheckable(true);
    find = add(tr("&Filter"), QStringLiteral("search"), QKeySequence::Find,
               tr("Type to narrow the table down"));
    refresh = add(tr("&Refresh"), {}, QKeySequence::Refresh, tr("Ask for the processes now"));
    connectTo = add(tr("Connect to another c&omputer…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_O,
                    tr("Open a window for the processes of another computer, over ssh"));
    pauseUpdates = add(tr("Hold the table &still"), {}, Qt::CTRL | Qt::Key_P,
                       tr("Leave the processes and their numbers as they are for now"));
    pauseUpdates->setCheckable(true);
    estimateIdle = add(tr("&Estimate visible programs when idle"), {}, {},
                       tr("Find out what marking the programs in the table would save while you "
                          "do nothing else here; that costs CPU time"));
    estimateIdle->setCheckable(true);
    showDetails =
        add(tr("&Details"), {}, Qt::CTRL | Qt::Key_D, tr("Show what the selected process holds"));
    showChart = add(tr("C&hart"), {}, Qt::CTRL | Qt::Key_H, tr("Show merged pages over time"));
    for (QAction* action : {showDetails, showChart}) {
        action->setCheckable(true);
        action->setChecked(true);
    }

    start =
        add(tr("&Start"), QStringLiteral("start"), {}, tr("Start looking for identical memory"));
    pause = add(tr("&Pause"), QStringLiteral("pause"), {},
                tr("Stop looking; what is merged stays merged"));
    startOrPause = add(tr("Start or pause scanning"), {}, Qt::CTRL | Qt::Key_Return, {});
    unmergeAll = add(tr("&Unmerge everything…"), {}, {},
                     tr("Give every process its own memory back, and stop"));
    controls = add(tr("&Controls…"), QStringLiteral("controls"), Qt::CTRL | Qt::Key_Comma,
                   tr("Run, limit and tune the scanner"));
    loadModule =
        add(tr("&Load module"), {}, Qt::CTRL | Qt::Key_L, tr("Load the Samepage kernel module"));
    unloadModule = add(tr("U&nload module"), {}, {}, tr("Unload the Samepage kernel module"));
    setup = add(tr("What is &missing…"), {}, {}, tr("Show what has to be done for merging"));

    tray = add(tr("Keep in the &tray"), {}, {},
               tr("Show an icon in the desktop’s tray that tells when something is wrong, and go "
                  "on there when the window is closed"));
    tray->setCheckable(true);
    welcome = add(tr("&Welcome to Samepage"), {}, {},
                  tr("Read again what marking does, what it costs and what others can learn"));
    shortcuts = add(tr("&Keyboard shortcuts"), {}, QKeySequence::HelpContents,
                    tr("Show all keyboard shortcuts"));
    about = add(tr("&About Samepage"), {}, {}, {});
    quit = add(tr("&Quit"), {}, QKeySequence::Quit, tr("Close the window"));
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    window->addActions(all_);
}

QAction* Actions::add(const QString& text, const QString& icon, const QKeySequence& shortcut,
                      const QString& toolTip) {
    auto* action = new QAction(text, this);
    if (!icon.isEmpty()) {
        action->setIcon(symbolicIcon(icon));
    }
    action->setShortcut(shortcut);
    QString tip = toolTip;
    if (!tip.isEmpty() && !shortcut.isEmpty()) {
        tip = tr("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText));
    }
    action->setToolTip(tip);
    action->setStatusTip(toolTip);
    all_ << action;
    return action;
}

} // namespace samepage::gui
