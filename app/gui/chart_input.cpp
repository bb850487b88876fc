// SPDX-License-Identifier: GPL-2.0-or-later
// Mouse and keyboard in the chart: the crosshair, moving and zooming.
#include "gui/chart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <cmath>

namespace samepage::gui {
namespace {

constexpr double keyZoom = 1.5;
constexpr double wheelZoom = 1.2; // of one notch
constexpr int notch = 120;
constexpr double keyPan = 0.25; // of what is seen
constexpr int dragStart = 4;    // pixels
constexpr int farSteps = 30;

} // namespace

qint64 Chart::timeAt(double x) const {
    return static_cast<qint64>(plot_->xAxis->pixelToCoord(x) * 1e6);
}

void Chart::setHovered(const Reading* reading) {
    if (reading == nullptr ? !hovered_.has_value()
                           : hovered_.has_value() && hovered_->usec == reading->usec) {
        return;
    }
    hovered_ = reading == nullptr ? std::nullopt : std::optional<Reading>(*reading);
    placeCrosshair();
    plot_->replot(QCustomPlot::rpQueuedReplot);
    emit hoveredChanged();
}

void Chart::placeCrosshair() {
    const double time = hovered_ ? axisSeconds(hovered_->usec) : 0;
    const bool shown = hovered_.has_value() && plot_->xAxis->range().contains(time);
    crosshair_->setVisible(shown);
    for (int curve = 0; curve < CurveCount; ++curve) {
        const double value = hovered_ ? hovered_->values[curve] : 0;
        const bool drawn = shown && curves_[curve]->visible() && !std::isnan(value) &&
                           (!logarithmic_ || value > 0);
        tracers_[curve]->setVisible(drawn);
        if (drawn) {
            tracers_[curve]->position->setCoords(time, value);
        }
    }
    if (shown) {
        crosshair_->start->setCoords(time, 0);
        crosshair_->end->setCoords(time, 1);
    }
}

QString Chart::hoveredEvents() const {
    if (!hovered_) {
        return {};
    }
    return marks_->textAt(plot_->xAxis->coordToPixel(axisSeconds(hovered_->usec)));
}

bool Chart::eventFilter(QObject* watched, QEvent* event) {
    if (watched != plot_) {
        return QWidget::eventFilter(watched, event);
    }
    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        mouseMoved(mouse->position(), (mouse->buttons() & Qt::LeftButton) != 0);
        break;
    }
    case QEvent::Leave:
        setHovered(nullptr);
        break;
    case QEvent::MouseButtonPress: {
        setFocus(Qt::MouseFocusReason);
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton) {
            drag_ = Drag{.x = mouse->position().x(), .window = window_, .moved = false};
        }
        break;
    }
    case QEvent::MouseButtonRelease:
        drag_.reset();
        plot_->unsetCursor();
        break;
    case QEvent::MouseButtonDblClick:
        drag_.reset();
        follow();
        return true;
    case QEvent::Wheel:
        wheelTurned(*static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text =
            marks_->isInReach(help->pos().y()) ? marks_->textAt(help->pos().x()) : QString();
        QToolTip::showText(help->globalPos(), text, plot_);
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::mouseMoved(const QPointF& position, bool pressed) {
    if (pressed && drag_) {
        const double by = position.x() - drag_->x;
        if (!drag_->moved && std::abs(by) < dragStart) {
            return;
        }
        drag_->moved = true;
        plot_->setCursor(Qt::ClosedHandCursor);
        setHovered(nullptr);
        // From where it began: it must be able to leave the present in small steps.
        const double perPixel =
            static_cast<double>(window_.width()) / std::max(plot_->axisRect()->width(), 1);
        window_ = drag_->window;
        window_.pan(static_cast<qint64>(-by * perPixel));
        moveWindow();
        return;
    }
    const qint64 time = timeAt(position.x());
    const bool inside = plot_->axisRect()->rect().contains(position.toPoint());
    const Reading* near =
        inside && time > 0 ? points_.nearest(static_cast<quint64>(time)) : nullptr;
    setHovered(near);
    // Marks are small, and their words are what one looks for.
    if (inside && marks_->isInReach(position.y())) {
        const QString text = marks_->textAt(position.x());
        if (!text.isEmpty()) {
            QToolTip::showText(plot_->mapToGlobal(position).toPoint(), text, plot_);
        }
    }
}

void Chart::wheelTurned(QWheelEvent& event) {
    const QPoint delta = event.angleDelta();
    const bool sideways =
        std::abs(delta.x()) > std::abs(delta.y()) || (event.modifiers() & Qt::ShiftModifier) != 0;
    if (sideways) {
        const int turned = delta.x() != 0 ? delta.x() : delta.y();
        pan(-0.1 * turned / notch);
    } else if (delta.y() != 0) {
        window_.zoom(std::pow(wheelZoom, -static_cast<double>(delta.y()) / notch),
                     timeAt(event.position().x()));
        moveWindow();
    }
    event.accept();
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const auto move = [this](int steps) {
        const std::vector<Reading>& all = points_.readings();
        if (all.empty()) {
            return;
        }
        // It begins at the right end of what is seen.
        const quint64 here =
            hovered_ ? hovered_->usec : static_cast<quint64>(std::max<qint64>(window_.to(), 0));
        const Reading* reading = points_.step(here, steps);
        if (reading != nullptr) {
            window_.reveal(static_cast<qint64>(reading->usec));
            moveWindow();
            setHovered(reading);
        }
    };
    switch (event->key()) {
    case Qt::Key_Left:
        shift ? pan(-keyPan) : move(-1);
        break;
    case Qt::Key_Right:
        shift ? pan(keyPan) : move(1);
        break;
    case Qt::Key_PageUp:
        move(-farSteps);
        break;
    case Qt::Key_PageDown:
        move(farSteps);
        break;
    case Qt::Key_Home:
        setHovered(nullptr);
        follow();
        break;
    case Qt::Key_End:
        move(static_cast<int>(points_.readings().size()));
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift on many keyboards
        zoom(1 / keyZoom);
        break;
    case Qt::Key_Minus:
        zoom(keyZoom);
        break;
    case Qt::Key_L:
        setLogarithmic(!logarithmic_);
        break;
    case Qt::Key_Escape:
        if (!hovered_) {
            QWidget::keyPressEvent(event);
        }
        setHovered(nullptr);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Chart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void Chart::focusOutEvent(QFocusEvent* event) {
    setHovered(nullptr);
    update();
    QWidget::focusOutEvent(event);
}

} // namespace samepage::gui
