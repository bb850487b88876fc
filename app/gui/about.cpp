// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/about.h"

#include "gui/fit_scroll_area.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <utility>
#include <vector>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(About)
};

using Versions = std::vector<std::pair<QString, QString>>;

Versions versions(const std::optional<client::EngineStatus>& status) {
    const auto of = [](const std::string& version, const QString& none) {
        return version.empty() ? none : QString::fromStdString(version);
    };
    return {{Text::tr("Application"), QCoreApplication::applicationVersion()},
            {Text::tr("Service"),
             status ? of(status->version, Text::tr("not known")) : Text::tr("not connected")},
            {Text::tr("Kernel module"),
             status ? of(status->moduleVersion, Text::tr("not loaded")) : Text::tr("not known")},
            {QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
            {QStringLiteral("QCustomPlot"), QStringLiteral(QCUSTOMPLOT_VERSION_STR)}};
}

QWidget* versionsPage(const Versions& list) {
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 14, 16, 14);
    form->setHorizontalSpacing(24);
    for (const auto& [name, version] : list) {
        auto* value = new QLabel(version);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(name);
        form->addRow(name, value);
    }
    return page;
}

QWidget* licencesPage() {
    const std::pair<const char*, QString> parts[] = {
        {"Samepage",
         Text::tr("GNU General Public License, version 2 or later; the kernel module: version 2")},
        {"QCustomPlot", Text::tr("GNU General Public License, version 3 or later")},
        {"Qt", Text::tr("GNU Lesser General Public License, version 3")},
        {"sdbus-c++",
         Text::tr("GNU Lesser General Public License, version 2.1 or later, with an exception")},
        {"libsystemd", Text::tr("GNU Lesser General Public License, version 2.1 or later")},
    };
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    const auto add = [layout](const QString& text) {
        auto* label = new QLabel(text);
        label->setWordWrap(true);
        layout->addWidget(label);
        return label;
    };
    add(Text::tr("This is free software, without any warranty. As it uses QCustomPlot, the "
                 "application as a whole is under the GNU General Public License, version 3 or "
                 "later."));
    for (const auto& [name, licence] : parts) {
        add(QStringLiteral("%1: %2").arg(QLatin1String(name), licence))
            ->setForegroundRole(QPalette::PlaceholderText);
    }
    const QString address = QStringLiteral("https://www.gnu.org/licenses/gpl-3.0.html");
    auto* link = add(QStringLiteral("<a href=\"%1\">%2</a>")
                         .arg(address, Text::tr("Read the GNU General Public License")));
    link->setTextFormat(Qt::RichText);
    link->setTextInteractionFlags(Qt::TextBrowserInteraction);
    link->setOpenExternalLinks(true);
    link->setToolTip(address);
    layout->addStretch();
    page->setMinimumWidth(400);
    return page;
}

} // namespace

void showAbout(QWidget* parent, const std::optional<client::EngineStatus>& status) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("about"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Text::tr("About Samepage"));
    auto* icon = new QLabel;
    icon->setPixmap(parent->windowIcon().pixmap(QSize(72, 72), parent->devicePixelRatioF()));
    icon->setAlignment(Qt::AlignCenter);
    auto* name =
        new QLabel(QStringLiteral("Samepage %1").arg(QCoreApplication::applicationVersion()));
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    auto* what = new QLabel(Text::tr("Finds identical memory in running processes\n"
                                     "and keeps one copy of it."));

    const Versions list = versions(status);
    auto* tabs = new QTabWidget;
    tabs->addTab(versionsPage(list), Text::tr("&Versions"));
    tabs->addTab(new FitScrollArea(licencesPage()), Text::tr("&Licences"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = buttons->addButton(Text::tr("&Copy versions"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog, [list] {
        QStringList lines;
        for (const auto& [part, version] : list) {
            lines << QStringLiteral("%1: %2").arg(part, version);
        }
        QGuiApplication::clipboard()->setText(lines.join(QChar(u'\n')));
    });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(8);
    for (QLabel* label : {icon, name, what}) {
        label->setAlignment(Qt::AlignCenter);
        layout->addWidget(label);
    }
    layout->addSpacing(6);
    layout->addWidget(tabs, 1);
    layout->addSpacing(4);
    layout->addWidget(buttons);
    fitToScreen(*dialog);
    dialog->show();
}

} // namespace samepage::gui
