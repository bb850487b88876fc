// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/about.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QVBoxLayout>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(About)
};

} // namespace

void showAbout(QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Text::tr("About Samepage"));
    auto* icon = new QLabel;
    icon->setPixmap(parent->windowIcon().pixmap(QSize(96, 96), parent->devicePixelRatioF()));
    icon->setAlignment(Qt::AlignCenter);
    auto* name =
        new QLabel(QStringLiteral("Samepage %1").arg(QCoreApplication::applicationVersion()));
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* what = new QLabel(Text::tr("Finds identical memory in running processes\n"
                                     "and keeps one copy of it."));
    auto* licence = new QLabel(Text::tr("Free software under the GNU General Public License,\n"
                                        "version 2 or later, without any warranty."));
    licence->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(32, 24, 32, 16);
    layout->setSpacing(10);
    layout->addWidget(icon);
    for (QLabel* label : {name, what, licence}) {
        label->setAlignment(Qt::AlignCenter);
        layout->addWidget(label);
    }
    layout->addSpacing(8);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace samepage::gui
