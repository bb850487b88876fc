// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_words.h"

#include <QCoreApplication>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ControlsWords)
};

} // namespace

std::vector<Choice> whenChoices() {
    return {
        {"always", Text::tr("Always"), Text::tr("From Start until Pause.")},
        {"low-memory", Text::tr("While memory is short"),
         Text::tr("Only while less than this share of memory is available. Scanning stops 5 "
                  "points above it.")},
        {"mains", Text::tr("On mains power"),
         Text::tr("Not on battery. A machine without a battery is always on mains power.")},
        {"pressure", Text::tr("While programs wait for memory"),
         Text::tr("Only while some wait for more than this share of the time. Scanning stops at "
                  "half of it.")},
    };
}

std::vector<Choice> domainChoices() {
    return {
        {"all", Text::tr("Everything with everything"),
         Text::tr("Saves most, but every program can find out, by how long a write takes, what "
                  "the memory of other users holds.")},
        {"user", Text::tr("Within each user"),
         Text::tr("Programs can find this out only about others of the same user.")},
        {"cgroup", Text::tr("Within each control group"),
         Text::tr("Services and containers cannot find out anything about each other, even if "
                  "they run as the same user.")},
        {"process", Text::tr("Within each process"),
         Text::tr("Saves least, and no program can find out anything about another one.")},
    };
}

QString choiceTitle(const std::string& setting, const std::string& word) {
    const std::vector<Choice> choices = setting == "when"      ? whenChoices()
                                        : setting == "domains" ? domainChoices()
                                                               : std::vector<Choice>();
    for (const Choice& choice : choices) {
        if (choice.word == word) {
            return choice.title;
        }
    }
    return {};
}

} // namespace samepage::gui
