// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_window.h"

#include "gui/controls_page.h"
#include "gui/controls_scanning.h"
#include "gui/message_bar.h"
#include "gui/segmented_control.h"
#include "gui/tone_label.h"
#include "gui/tunable_list.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

constexpr auto appliedShown = 4s;
constexpr int buttonWidth = 96;
const auto geometryKey = QStringLiteral("controls/geometry");

} // namespace

ControlsWindow::ControlsWindow(ServiceClient& client, QSettings& settings, QWidget* parent)
    : QDialog(parent)
    , settings_(settings)
    , client_(client)
    , model_(client, machineOf(client))
    , tabs_(new SegmentedControl)
    , pages_(new QStackedWidget)
    , page_(new ControlsPage(client, model_))
    , list_(new TunableList(model_))
    , message_(new MessageBar(8))
    , summary_(new ToneLabel)
    , revert_(new QPushButton(tr("&Revert")))
    , apply_(new QPushButton(tr("&Apply"))) {
    setWindowTitle(tr("Controls – Samepage"));
    setMinimumSize(480, 400);
    resize(680, 780);
    restoreGeometry(settings_.value(geometryKey).toByteArray());
    tabs_->setAccessibleName(tr("Which controls to show"));
    tabs_->addSegment(tr("&General"), tr("What most people need"));
    tabs_->addSegment(tr("Ad&vanced"), tr("Everything that can be set of the scanner, by name"));
    connect(tabs_, &SegmentedControl::chosen, pages_, &QStackedWidget::setCurrentIndex);
    pages_->addWidget(page_);
    pages_->addWidget(list_);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(20, 12, 20, 4);
    top->addStretch(1);
    top->addWidget(tabs_);
    top->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(pages_, 1);
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    layout->addWidget(line);
    layout->addWidget(makeBottom());

    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        showAdvanced(true);
        list_->focusSearch();
    });
    appliedTimer_.setSingleShot(true);
    connect(&appliedTimer_, &QTimer::timeout, this, &ControlsWindow::refresh);
    connect(&model_, &ControlsModel::changed, this, &ControlsWindow::refresh);
    connect(&model_, &ControlsModel::applied, this, [this] {
        appliedTimer_.start(appliedShown);
        refresh();
    });
    refresh();
}

ControlsWindow::~ControlsWindow() {
    disconnect(&model_, nullptr, this, nullptr);
    if (isVisible()) {
        settings_.setValue(geometryKey, saveGeometry());
    }
    // They look at the model.
    delete pages_;
}

QWidget* ControlsWindow::makeBottom() {
    for (QPushButton* button : {revert_, apply_}) {
        button->setAutoDefault(false);
        button->setMinimumWidth(buttonWidth);
    }
    revert_->setToolTip(tr("Give the changes up, and show what the service has"));
    apply_->setShortcut(QKeySequence::Save);
    apply_->setToolTip(tr("Set what is changed; may ask for an administrator’s password (%1)")
                           .arg(apply_->shortcut().toString(QKeySequence::NativeText)));
    connect(revert_, &QPushButton::clicked, this, [this] { model_.revert(); });
    connect(apply_, &QPushButton::clicked, this, [this] { model_.apply(); });
    summary_->setAccessibleName(tr("Changes that are not applied yet"));

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(summary_, 1);
    row->addWidget(revert_);
    row->addWidget(apply_);
    auto* bottom = new QWidget;
    auto* layout = new QVBoxLayout(bottom);
    layout->setContentsMargins(20, 10, 20, 12);
    layout->setSpacing(0);
    layout->addWidget(message_);
    layout->addLayout(row);
    return bottom;
}

void ControlsWindow::present() {
    if (isHidden()) {
        model_.reload();
    }
    show();
    raise();
    activateWindow();
}

void ControlsWindow::setSaved(quint64 bytes) {
    page_->scanning().setSaved(bytes);
}

void ControlsWindow::showAdvanced(bool advanced) {
    tabs_->setCurrent(advanced ? 1 : 0);
    pages_->setCurrentIndex(advanced ? 1 : 0);
}

void ControlsWindow::refresh() {
    const QString& failure = model_.failure();
    if (failure != shownFailure_) {
        shownFailure_ = failure;
        if (failure.isEmpty()) {
            message_->dismiss();
        } else {
            message_->showMessage({.tone = Tone::Error, .text = failure});
        }
    }
    const bool wrong = model_.problems() > 0;
    const bool done = appliedTimer_.isActive() && model_.changes() == 0;
    summary_->showText(summary(), wrong  ? std::optional(Tone::Error)
                                  : done ? std::optional(Tone::Good)
                                         : std::nullopt);
    apply_->setEnabled(model_.canApply());
    revert_->setEnabled(model_.changes() > 0 && !model_.isApplying());
}

QString ControlsWindow::summary() const {
    const int changes = model_.changes();
    if (model_.isApplying()) {
        return tr("Applying…");
    }
    if (changes == 0) {
        if (appliedTimer_.isActive()) {
            return tr("Applied.");
        }
        return model_.isLoaded() ? tr("Nothing is changed.")
                                 : tr("The settings are not known yet.");
    }
    if (model_.problems() > 0) {
        return model_.problems() == 1
                   ? tr("One change cannot be applied as it is.")
                   : tr("%1 changes cannot be applied as they are.").arg(model_.problems());
    }
    if (!model_.isConnected()) {
        return changes == 1
                   ? tr("One change can be applied when the service is back.")
                   : tr("%1 changes can be applied when the service is back.").arg(changes);
    }
    return changes == 1 ? tr("One change is not applied yet.")
                        : tr("%1 changes are not applied yet.").arg(changes);
}

void ControlsWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && pages_->currentWidget() == list_ &&
        list_->clearSearch()) {
        return;
    }
    QDialog::keyPressEvent(event);
}

void ControlsWindow::hideEvent(QHideEvent* event) {
    settings_.setValue(geometryKey, saveGeometry());
    QDialog::hideEvent(event);
}

} // namespace samepage::gui
