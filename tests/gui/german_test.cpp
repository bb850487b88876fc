// SPDX-License-Identifier: GPL-2.0-or-later
// The window in German: nothing left in English, no letter twice in a menu, nothing cut off.
#include "cut_off.h"
#include "window_fixture.h"

#include "gui/status_line.h"
#include "gui/translation.h"

#include <QKeySequence>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QTranslator>

#include <gmock/gmock.h>

#include <map>

namespace samepage::gui {
namespace {

// From before the window until after it.
class Translated {
protected:
    explicit Translated(const QStringList& languages)
        : before_(QLocale()) {
        QLocale::setDefault(QLocale(languages.value(0)));
        installTranslations(*QCoreApplication::instance(), languages);
    }
    ~Translated() {
        for (auto* translator : qApp->findChildren<QTranslator*>()) {
            QCoreApplication::removeTranslator(translator);
            delete translator;
        }
        QLocale::setDefault(before_);
    }

public:
    Translated(const Translated&) = delete;
    Translated& operator=(const Translated&) = delete;

private:
    QLocale before_;
};

struct ToGerman : Translated {
    ToGerman()
        : Translated({QStringLiteral("de-AT"), QStringLiteral("en-US")}) {}
};

struct ToEnglish : Translated {
    ToEnglish()
        : Translated({QStringLiteral("en-GB"), QStringLiteral("de-DE")}) {}
};

// Entries of a menu whose underlined letter another one has too.
QStringList clashes(const QList<QAction*>& entries) {
    QStringList found;
    std::map<QString, QString> taken;
    for (const QAction* entry : entries) {
        const QString letter = QKeySequence::mnemonic(entry->text()).toString();
        if (letter.isEmpty()) {
            continue;
        }
        const auto [other, isNew] = taken.emplace(letter, entry->text());
        if (!isNew) {
            found << other->second + QStringLiteral(" and ") + entry->text();
        }
    }
    return found;
}

void expectNoClashes(MainWindow& window) {
    int entries = 0;
    const auto look = [&entries](const QList<QAction*>& actions) {
        entries += static_cast<int>(actions.size());
        EXPECT_TRUE(clashes(actions).isEmpty())
            << qUtf8Printable(clashes(actions).join(QStringLiteral("\n")));
    };
    look(window.menuBar()->actions());
    for (const QMenu* menu : window.findChildren<QMenu*>()) {
        look(menu->actions());
    }
    EXPECT_GT(entries, 25); // it did look at the menus
}

// A virtual base would do; two bases in this order do too: texts, then the window.
class GermanWindow : private ToGerman, public MainWindowTest {};
class EnglishWindow : private ToEnglish, public MainWindowTest {};

TEST_F(GermanWindow, HasGermanMenusTableAndStatus) {
    work();
    QStringList menus;
    for (const QAction* menu : window_->menuBar()->actions()) {
        menus << menu->text();
    }
    EXPECT_THAT(menus,
                testing::ElementsAre("&Datei", "&Prozess", "&Ansicht", "&Scanner", "&Hilfe"));
    EXPECT_EQ(view().model()->headerData(ProcessModel::Saved, Qt::Horizontal).toString(),
              QStringLiteral("Gespart"));
    EXPECT_EQ(part<StatusLine>().stateText(), QStringLiteral("Angehalten"));
    // The numbers are German too.
    EXPECT_TRUE(cell(0, ProcessModel::Memory).contains(QChar(u',')))
        << qUtf8Printable(cell(0, ProcessModel::Memory));
}

TEST_F(EnglishWindow, PrefersEnglishToTheSecondLanguageOfTheUser) {
    EXPECT_EQ(window_->menuBar()->actions().front()->text(), QStringLiteral("&File"));
}

TEST_F(GermanWindow, NoLetterIsTwiceInAMenu) {
    expectNoClashes(*window_);
}

TEST_F(EnglishWindow, NoLetterIsTwiceInAMenu) {
    expectNoClashes(*window_);
}

TEST_F(GermanWindow, NothingIsCutOff) {
    work(40);
    select(4);
    settle();
    EXPECT_EQ(cutOffTexts(*window_).join(QChar(u'\n')).toStdString(), "");
    window_->resize(window_->minimumSize());
    settle();
    EXPECT_EQ(cutOffTexts(*window_).join(QChar(u'\n')).toStdString(), "");
}

TEST(CutOff, IsNoticed) {
    QWidget window;
    auto* button = new QPushButton(QStringLiteral("A button with much text"), &window);
    auto* label = new QLabel(QStringLiteral("A label with much text"), &window);
    auto* wrapped = new QLabel(QStringLiteral("A label with much text in some lines"), &window);
    wrapped->setWordWrap(true);
    button->adjustSize();
    label->adjustSize();
    wrapped->resize(100, wrapped->heightForWidth(100));
    window.show();
    EXPECT_EQ(cutOffTexts(window).join(QChar(u'\n')).toStdString(), "");
    button->resize(40, button->height());
    label->resize(40, label->height());
    wrapped->resize(100, wrapped->height() - 5);
    EXPECT_EQ(cutOffTexts(window).size(), 3);
}

TEST(Mnemonics, ClashIsNoticed) {
    QAction first(QStringLiteral("&Eins"));
    QAction second(QStringLiteral("Zw&ei"));
    QAction third(QStringLiteral("Drei"));
    EXPECT_EQ(clashes({&first, &second, &third}).size(), 1);
}

} // namespace
} // namespace samepage::gui
