// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/status_line.h"

#include "gui/format.h"
#include "gui/service_words.h"
#include "gui/theme_colors.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>

namespace samepage::gui {
namespace {

using client::Backend;
using client::EngineState;

QString stateWords(Link link, EngineState state) {
    if (link != Link::Connected) {
        return link == Link::Connecting ? StatusLine::tr("Connecting…")
                                        : StatusLine::tr("Not connected");
    }
    switch (state) {
    case EngineState::Running:
        return StatusLine::tr("Scanning");
    case EngineState::Waiting:
        return StatusLine::tr("Waiting");
    case EngineState::Paused:
        return StatusLine::tr("Paused");
    case EngineState::Unmerging:
        return StatusLine::tr("Unmerging…");
    case EngineState::Unavailable:
    case EngineState::Unknown:
        break;
    }
    return StatusLine::tr("No scanner");
}

QString backendWords(const EngineStatus& status) {
    switch (status.backend) {
    case Backend::Module:
        return status.moduleVersion.empty()
                   ? StatusLine::tr("Samepage module")
                   : StatusLine::tr("Samepage module %1")
                         .arg(QString::fromStdString(status.moduleVersion));
    case Backend::Builtin:
        return StatusLine::tr("The kernel’s own scanner");
    case Backend::None:
    case Backend::Unknown:
        break;
    }
    return {};
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , host_(new QLabel(this))
    , dot_(new QLabel(this))
    , state_(new QLabel(this))
    , processes_(new QLabel(this))
    , counters_(new QLabel(this))
    , backend_(new QLabel(this)) {
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    // The name of each is what it says: a name of its own would hide that from screen readers.
    state_->setAccessibleDescription(tr("State of the scanner"));
    processes_->setAccessibleDescription(tr("Number of processes"));
    counters_->setAccessibleDescription(tr("What the scanner has looked at"));
    backend_->setAccessibleDescription(tr("Scanner in use"));
    backend_->setToolTip(tr("Which part of the kernel finds and merges the memory"));
    counters_->setToolTip(
        tr("Pages that were looked at, and how often all marked memory was gone through"));
    for (QLabel* label : {processes_, backend_}) {
        label->setIndent(16);
    }
    QFont bold = host_->font();
    bold.setWeight(QFont::DemiBold);
    host_->setFont(bold);
    host_->setContentsMargins(0, 0, 8, 0);
    host_->setAccessibleDescription(tr("Computer"));
    host_->setToolTip(tr("The computer whose processes these are"));
    addWidget(host_);
    addWidget(dot_);
    addWidget(state_);
    addWidget(processes_);
    addPermanentWidget(counters_);
    addPermanentWidget(backend_);
    showHost({});
    showEngine(Link::Connecting, {});
}

void StatusLine::showHost(const QString& host) {
    host_->setText(host);
    host_->setVisible(!host.isEmpty());
}

void StatusLine::showEngine(Link link, const EngineStatus& status) {
    const bool connected = link == Link::Connected;
    shownState_ = connected ? status.state : EngineState::Unavailable;
    state_->setText(stateWords(link, status.state));
    state_->setToolTip(connected ? explanationText(status) : QString());
    backend_->setText(connected ? backendWords(status) : QString());
    backend_->setVisible(!backend_->text().isEmpty());
    processes_->setVisible(connected && !processes_->text().isEmpty());
    connected_ = connected;
    fit();
    updateDot();
}

void StatusLine::showCounters(const Counters& counters) {
    counters_->setText(
        tr("Scanned: %1 pages, full passes: %2")
            .arg(formatCount(counters.pagesScanned), formatCount(counters.fullScans)));
    fit();
}

void StatusLine::showProcesses(int shown, int total, int selected, const QString& note) {
    QStringList parts;
    parts << (shown == total ? tr("Processes: %1").arg(formatCount(static_cast<quint64>(total)))
                             : tr("Processes: %1 of %2")
                                   .arg(formatCount(static_cast<quint64>(shown)),
                                        formatCount(static_cast<quint64>(total))));
    if (selected > 0) {
        parts << tr("selected: %1").arg(formatCount(static_cast<quint64>(selected)));
    }
    if (!note.isEmpty()) {
        parts << note;
    }
    processes_->setText(parts.join(QStringLiteral(", ")));
    processes_->show();
    fit();
}

QString StatusLine::stateText() const {
    return state_->text();
}

// What is least asked for goes before anything is cut off.
void StatusLine::fit() {
    constexpr int between = 8;
    int needed = contentsMargins().left() + contentsMargins().right();
    for (const QLabel* label : {host_, dot_, state_, processes_, backend_, counters_}) {
        if (label == counters_ || !label->isHidden()) {
            needed += label->sizeHint().width() + between;
        }
    }
    counters_->setVisible(connected_ && !counters_->text().isEmpty() && needed <= width());
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QStatusBar::resizeEvent(event);
    fit();
}

void StatusLine::updateDot() {
    const ThemeColors colors(palette());
    QColor color = colors.dimText;
    if (shownState_ == EngineState::Running) {
        color = colors.tone(Tone::Good);
    } else if (shownState_ == EngineState::Unmerging || shownState_ == EngineState::Paused ||
               shownState_ == EngineState::Waiting) {
        color = colors.tone(Tone::Warning);
    }
    constexpr int size = 10;
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(color);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(1, 1, size - 2, size - 2);
    painter.end();
    dot_->setPixmap(pixmap);
}

void StatusLine::changeEvent(QEvent* event) {
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateDot();
    }
}

} // namespace samepage::gui
