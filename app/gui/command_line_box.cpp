// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/command_line_box.h"

#include "gui/symbolic_icon.h"
#include "gui/theme_colors.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

namespace samepage::gui {

CommandLineBox::CommandLineBox(const QString& command, QWidget* parent)
    : QFrame(parent) {
    auto* label = new QLabel(command, this);
    label->setTextFormat(Qt::PlainText);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Command: %1").arg(command));
    label->setWordWrap(true);

    auto* copy = new QToolButton(this);
    copy->setAutoRaise(true);
    copy->setIcon(symbolicIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy"));
    copy->setAccessibleName(tr("Copy the command %1").arg(command));
    connect(copy, &QToolButton::clicked, this, [copy, command] {
        QGuiApplication::clipboard()->setText(command);
        copy->setIcon(symbolicIcon(QStringLiteral("good"), Tint::Good));
        QTimer::singleShot(1500, copy,
                           [copy] { copy->setIcon(symbolicIcon(QStringLiteral("copy"))); });
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 4, 4);
    layout->addWidget(label, 1);
    layout->addWidget(copy);
}

void CommandLineBox::paintEvent(QPaintEvent* /*event*/) {
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.grid);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace samepage::gui
