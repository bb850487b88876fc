// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_scanning.h"

#include "gui/error_text.h"
#include "gui/format.h"
#include "gui/message_bar.h"
#include "gui/service_words.h"
#include "gui/symbolic_icon.h"
#include "gui/tone_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace samepage::gui {

using client::EngineState;

namespace {

constexpr int dotSize = 10;
constexpr int wholeProgress = 1000;
constexpr int progressHeight = 8;
constexpr int buttonPadding = 20; // besides what the style has

QString stateWords(bool connected, EngineState state) {
    if (!connected) {
        return ControlsScanning::tr("Not connected");
    }
    switch (state) {
    case EngineState::Running:
        return ControlsScanning::tr("Scanning");
    case EngineState::Waiting:
        return ControlsScanning::tr("Waiting");
    case EngineState::Paused:
        return ControlsScanning::tr("Paused");
    case EngineState::Unmerging:
        return ControlsScanning::tr("Unmerging…");
    case EngineState::Unavailable:
    case EngineState::Unknown:
        break;
    }
    return ControlsScanning::tr("No scanner");
}

} // namespace

ControlsScanning::ControlsScanning(ServiceClient& client, Available available, QWidget* parent)
    : QWidget(parent)
    , client_(client)
    , available_(std::move(available))
    , dot_(new QLabel)
    , state_(new QLabel)
    , explanation_(new ToneLabel)
    , startOrPause_(new QPushButton)
    , unmerge_(new QPushButton(tr("&Unmerge everything…")))
    , progress_(new QProgressBar)
    , message_(new MessageBar) {
    QFont font = state_->font();
    font.setWeight(QFont::DemiBold);
    state_->setFont(font);
    state_->setAccessibleDescription(tr("State of the scanner"));
    unmerge_->setToolTip(tr("Give every process its own memory back, and stop"));
    progress_->setRange(0, wholeProgress);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(progressHeight);
    progress_->setAccessibleName(tr("How much is unmerged"));
    progress_->hide();
    for (QPushButton* button : {startOrPause_, unmerge_}) {
        button->setAutoDefault(false);
    }
    connect(startOrPause_, &QPushButton::clicked, this, [this] {
        if (client_.status().state == EngineState::Paused) {
            run(Command::Start, tr("Scanning did not start."));
        } else {
            run(Command::Pause, tr("Scanning was not paused."));
        }
    });
    // Of one width, whichever of the two it is.
    startOrPause_->setMinimumWidth(unmerge_->sizeHint().width() * 3 / 4);
    unmerge_->setMinimumWidth(unmerge_->sizeHint().width() + buttonPadding);
    connect(unmerge_, &QPushButton::clicked, this, &ControlsScanning::ask);

    auto* words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(dot_, 0, Qt::AlignVCenter);
    words->addWidget(state_, 1);
    words->addWidget(startOrPause_);
    words->addWidget(unmerge_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(words);
    layout->addWidget(explanation_);
    layout->addWidget(progress_);
    layout->addWidget(message_);

    connect(&client_, &ServiceClient::linkChanged, this, &ControlsScanning::refresh);
    connect(&client_, &ServiceClient::statusChanged, this, &ControlsScanning::refresh);
    connect(&client_, &ServiceClient::countersChanged, this,
            [this](quint64, const Counters& counters) { setSaved(counters.savedBytes); });
    refresh();
}

void ControlsScanning::setSaved(quint64 bytes) {
    saved_ = bytes;
    updateProgress();
}

bool ControlsScanning::isUnmerging() const {
    return client_.link() == Link::Connected && client_.status().state == EngineState::Unmerging;
}

void ControlsScanning::refresh() {
    const EngineState state = client_.status().state;
    const bool connected = client_.link() == Link::Connected;
    const bool scanner =
        connected && state != EngineState::Unavailable && state != EngineState::Unknown;
    state_->setText(stateWords(connected, state));
    explanation_->showText(
        connected ? explanationText(client_.status())
                  : tr("The Samepage service is not there. This window comes back to life with "
                       "it."));
    const bool canStart = !scanner || state == EngineState::Paused;
    startOrPause_->setText(canStart ? tr("&Start") : tr("&Pause"));
    startOrPause_->setIcon(
        symbolicIcon(canStart ? QStringLiteral("start") : QStringLiteral("pause")));
    startOrPause_->setToolTip(canStart ? tr("Start looking for identical memory")
                                       : tr("Stop looking; what is merged stays merged"));
    if (asking_ && isUnmerging()) {
        message_->dismiss(); // somebody answered it elsewhere
    }
    const bool free = scanner && !running_ && state != EngineState::Unmerging;
    startOrPause_->setEnabled(free);
    unmerge_->setEnabled(free);
    updateDot();
    updateProgress();
}

void ControlsScanning::updateProgress() {
    if (!isUnmerging()) {
        savedAtFirst_.reset();
        progress_->hide();
        return;
    }
    if (!savedAtFirst_) {
        savedAtFirst_ = saved_;
    }
    progress_->show();
    if (!saved_ || !savedAtFirst_ || *savedAtFirst_ == 0) {
        progress_->setRange(0, 0);
        return;
    }
    progress_->setRange(0, wholeProgress);
    const double left = static_cast<double>(std::min(*saved_, *savedAtFirst_)) /
                        static_cast<double>(*savedAtFirst_);
    progress_->setValue(static_cast<int>((1 - left) * wholeProgress));
    explanation_->showText(tr("%1 are still merged.").arg(formatSize(*saved_)));
}

void ControlsScanning::ask() {
    asking_ = true;
    const UnmergeNeed need{.needed = saved_, .available = available_()};
    message_->showMessage(
        {.tone = need.isEnough() ? Tone::Warning : Tone::Error,
         .title = tr("Unmerge everything?"),
         .text = unmergeQuestion(need),
         .buttons = {{need.isEnough() ? tr("Un&merge") : tr("Un&merge what fits"),
                      [this] { run(Command::UnmergeAll, tr("Not everything was unmerged.")); }}}});
}

void ControlsScanning::run(Command command, const QString& whatFailed) {
    asking_ = false;
    message_->dismiss();
    running_ = command;
    refresh();
    client_.run(command, [self = QPointer<ControlsScanning>(this), command,
                          whatFailed](const std::optional<ClientError>& error) {
        if (!self) {
            return;
        }
        self->running_.reset();
        self->asking_ = false;
        if (error) {
            self->message_->showMessage(
                {.tone = Tone::Error, .text = withReason(whatFailed, *error)});
        } else if (command == Command::UnmergeAll) {
            self->message_->showMessage(
                {.tone = Tone::Good,
                 .text = tr("Everything is unmerged. Nothing merges again before you start "
                            "scanning.")});
        }
        self->refresh();
    });
}

void ControlsScanning::updateDot() {
    const EngineState state =
        client_.link() == Link::Connected ? client_.status().state : EngineState::Unavailable;
    const ThemeColors colors(palette());
    const QColor color = state == EngineState::Running ? colors.tone(Tone::Good)
                         : state == EngineState::Waiting || state == EngineState::Unmerging
                             ? colors.tone(Tone::Warning)
                             : colors.dimText;
    const qreal ratio = devicePixelRatioF();
    QPixmap dot(QSize(dotSize, dotSize) * ratio);
    dot.setDevicePixelRatio(ratio);
    dot.fill(Qt::transparent);
    QPainter painter(&dot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(0.5, 0.5, dotSize - 1, dotSize - 1));
    painter.end();
    dot_->setPixmap(dot);
}

void ControlsScanning::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateDot();
    }
}

} // namespace samepage::gui
