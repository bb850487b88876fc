// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/welcome_window.h"

#include "gui/fit_scroll_area.h"
#include "gui/symbolic_icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <utility>

namespace samepage::gui {
namespace {

constexpr QLatin1String readKey("welcome/read");
constexpr int textWidth = 500;
constexpr int iconSize = 24;

QLabel* plainLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

// A title and a few sentences beside an icon.
class WelcomeWindow::Point : public QWidget {
public:
    Point(QString icon, const QString& title, const QString& text)
        : iconName_(std::move(icon))
        , icon_(new QLabel)
        , text_(plainLabel(text)) {
        auto* heading = plainLabel(title);
        QFont font = heading->font();
        font.setWeight(QFont::DemiBold);
        heading->setFont(font);
        text_->setFixedWidth(textWidth);
        icon_->setFixedWidth(iconSize);
        auto* words = new QVBoxLayout;
        words->setSpacing(3);
        words->addWidget(heading);
        words->addWidget(text_);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(16);
        layout->addWidget(icon_, 0, Qt::AlignTop);
        layout->addLayout(words, 1);
        updateIcon();
    }

    void updateIcon() {
        icon_->setPixmap(symbolicIcon(iconName_, Tint::Accent)
                             .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    }

private:
    QString iconName_;
    QLabel* icon_;
    QLabel* text_;
};

WelcomeWindow::WelcomeWindow(QSettings& settings, QWidget* parent)
    : QDialog(parent)
    , settings_(settings) {
    setWindowTitle(tr("Welcome to Samepage"));
    auto* title = plainLabel(tr("The same memory, kept only once"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.6);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto* lead = plainLabel(tr("Programs that run several times often hold the same data. Samepage "
                               "finds such memory and stores it once. Nothing is merged unless "
                               "you mark it, or the program offers it itself."));

    points_ << new Point(QStringLiteral("mark"), tr("What marking does"),
                         tr("A marked process offers its memory for merging. It goes on running "
                            "and need not know. Pages with the same contents become one; whoever "
                            "writes to one gets a copy of its own first. Unmarking gives the "
                            "process all its own memory back."))
            << new Point(QStringLiteral("waiting"), tr("What it costs"),
                         tr("Looking for equal pages takes processor time, by default at most a "
                            "fifth of one processor. The first write to a merged page takes a "
                            "little longer. Undoing everything needs as much free memory as was "
                            "saved."))
            << new Point(QStringLiteral("warning"), tr("What others can learn"),
                         tr("A process can measure whether its page was merged, and so find out "
                            "whether another one holds the same contents. That is why pages of "
                            "different users never merge unless an administrator says so: "
                            "merging across users saves more, and lets them learn about each "
                            "other. Do not mark what holds secrets, such as password managers, "
                            "key agents and servers with private keys."));

    auto* go = new QPushButton(tr("&Show my processes"));
    go->setDefault(true);
    go->setMinimumHeight(34);
    go->setMinimumWidth(190);
    connect(go, &QPushButton::clicked, this, &QDialog::accept);

    auto* again = plainLabel(tr("You find this again in the Help menu."));
    again->setForegroundRole(QPalette::PlaceholderText);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(again, 1);
    bottom->addWidget(go);

    auto* words = new QWidget;
    auto* layout = new QVBoxLayout(words);
    layout->setContentsMargins(32, 28, 32, 26);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addSpacing(8);
    layout->addWidget(lead);
    for (Point* point : std::as_const(points_)) {
        layout->addSpacing(20);
        layout->addWidget(point);
    }
    bottom->setContentsMargins(32, 0, 32, 24);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new FitScrollArea(words), 1);
    all->addLayout(bottom);
    fitToScreen(*this);
    setAccessibleDescription(lead->text());
    go->setFocus();
}

bool WelcomeWindow::isDue(const QSettings& settings) {
    return !settings.value(readKey, false).toBool();
}

void WelcomeWindow::done(int result) {
    settings_.setValue(readKey, true);
    QDialog::done(result);
}

void WelcomeWindow::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        for (Point* point : std::as_const(points_)) {
            point->updateIcon();
        }
    }
}

} // namespace samepage::gui
