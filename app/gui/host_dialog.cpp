// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/host_dialog.h"

#include "client/place.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace samepage::gui {
namespace {

constexpr auto settingsKey = "hosts";
constexpr int maxRemembered = 12;

} // namespace

HostDialog::HostDialog(QSettings& settings, QWidget* parent)
    : QDialog(parent)
    , settings_(settings)
    , host_(new QComboBox)
    , problem_(new QLabel)
    , forget_(new QPushButton(tr("&Forget")))
    , connect_(nullptr) {
    setWindowTitle(tr("Connect to another computer"));
    auto* label = new QLabel(tr("&Computer, as ssh knows it:"));
    label->setBuddy(host_);
    host_->setEditable(true);
    host_->setInsertPolicy(QComboBox::NoInsert);
    host_->addItems(remembered(settings));
    host_->lineEdit()->setPlaceholderText(tr("user@computer"));
    host_->lineEdit()->setAccessibleName(tr("Computer"));
    host_->setMinimumContentsLength(32);
    auto* note = new QLabel(
        tr("It opens in a window of its own. Samepage uses ssh, which has to get in without "
           "typing a password, and the service samepaged there. Nobody can be asked for an "
           "administrator’s password over there: to change more than your own processes, connect "
           "as a user who may."));
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    problem_->setWordWrap(true);
    forget_->setAutoDefault(false);
    forget_->setToolTip(tr("Take this computer out of the list"));
    connect(forget_, &QPushButton::clicked, this, &HostDialog::forget);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    connect_ = buttons->addButton(tr("Co&nnect"), QDialogButtonBox::AcceptRole);
    connect_->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
    layout->addWidget(label);
    auto* row = new QHBoxLayout;
    row->addWidget(host_, 1);
    row->addWidget(forget_);
    layout->addLayout(row);
    layout->addWidget(problem_);
    layout->addSpacing(4);
    layout->addWidget(note);
    layout->addSpacing(8);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(host_, &QComboBox::editTextChanged, this, &HostDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &HostDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check(host_->currentText());
    host_->lineEdit()->selectAll();
}

QStringList HostDialog::remembered(const QSettings& settings) {
    QStringList hosts = settings.value(settingsKey).toStringList();
    hosts.removeIf([](const QString& host) { return !client::isPlaceName(host.toStdString()); });
    return hosts;
}

void HostDialog::check(const QString& text) {
    const QString host = text.trimmed();
    const bool good = client::isPlaceName(host.toStdString());
    connect_->setEnabled(good);
    forget_->setEnabled(host_->findText(host, Qt::MatchExactly | Qt::MatchCaseSensitive) >= 0);
    problem_->setText(good || host.isEmpty()
                          ? QString()
                          : tr("A computer’s name has no spaces and does not start with a dash."));
    problem_->setVisible(!problem_->text().isEmpty());
    // The note wraps: a layout alone would only squeeze it.
    const int needed = layout()->totalHeightForWidth(width());
    if (isVisible() && height() < needed) {
        resize(width(), needed);
    }
}

void HostDialog::forget() {
    const QString host = host_->currentText().trimmed();
    QStringList hosts = remembered(settings_);
    hosts.removeAll(host);
    settings_.setValue(settingsKey, hosts);
    host_->removeItem(host_->findText(host, Qt::MatchExactly | Qt::MatchCaseSensitive));
    // The button is disabled if nothing is left, and would take the focus with it.
    host_->setFocus();
    check(host_->currentText());
}

void HostDialog::choose() {
    const QString host = host_->currentText().trimmed();
    QStringList hosts = remembered(settings_);
    hosts.removeAll(host);
    hosts.prepend(host);
    settings_.setValue(settingsKey, QStringList(hosts.mid(0, maxRemembered)));
    accept();
    emit chosen(host);
}

bool openWindowFor(const QString& host) {
    return QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                   {QStringLiteral("--host"), host});
}

} // namespace samepage::gui
