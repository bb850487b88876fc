// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/controls_page.h"

#include "gui/card.h"
#include "gui/controls_cap.h"
#include "gui/controls_choice.h"
#include "gui/controls_scanning.h"
#include "gui/controls_zero.h"
#include "gui/tone_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace samepage::gui {
namespace {

constexpr int columnWidth = 720;

} // namespace

ControlsPage::ControlsPage(ServiceClient& client, ControlsModel& model, QWidget* parent)
    : QScrollArea(parent)
    , client_(client)
    , model_(model)
    , scanning_(new ControlsScanning(client, [&client] { return availableMemory(client); })) {
    auto* column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto* sections = new QVBoxLayout(column);
    sections->setContentsMargins(20, 16, 20, 20);
    sections->setSpacing(18);
    // The reason, which is mostly hidden, stands above the controls.
    const auto add = [&](const QString& title, const QString& about, QWidget* content,
                         const std::string& setting = {}, const QString& reason = {}) {
        auto* card = new Card(title, about);
        if (!setting.empty()) {
            auto* text = new ToneLabel;
            text->hide();
            card->content().addWidget(text);
            lacks_.push_back({.setting = setting, .text = text, .reason = reason});
        }
        card->content().addWidget(content);
        sections->addWidget(card);
    };

    add(tr("Scanner"), {}, scanning_);
    add(tr("CPU cap"), tr("How much of one CPU scanning may use."), new ControlsCap(model),
        "max_cpu_percent",
        tr("The kernel’s own scanner has no cap; it needs the Samepage module. How fast it scans "
           "can be set under Advanced."));

    auto* when = new ControlsChoice(model, SettingsOf::Policy, "when", whenChoices());
    when->addNumber("low-memory", "memory_percent", 1, 95, 0,
                    tr("Share of memory that is available"));
    when->addNumber("pressure", "pressure_percent", 0.1, 100, 1,
                    tr("Share of the time that programs wait for memory"));
    add(tr("When to run"), tr("When scanning goes on, once it was started."), when);

    auto* domains = new ControlsChoice(model, SettingsOf::Engine, "domains", domainChoices());
    domains->setConsequence(tr("Applying it unmerges what does not belong together any more, "
                               "which needs free memory."));
    add(tr("Merge domains"), tr("Whose memory may merge with whose."), domains, "domains",
        tr("The kernel’s own scanner merges everything with everything; domains need the Samepage "
           "module."));

    add(tr("Pages of zeroes"), {}, new ControlsZero(model), "zero_pages_only",
        tr("“Merge nothing else” needs the Samepage module."));
    sections->addStretch(1);

    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(column, 1000);
    row->addStretch(1);
    setWidget(middle);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&model_, &ControlsModel::changed, this, &ControlsPage::refresh);
    refresh();
}

void ControlsPage::refresh() {
    const bool loaded = !model_.settings(SettingsOf::Engine).isEmpty();
    const bool builtin = client_.status().backend == client::Backend::Builtin;
    for (const Lack& lack : lacks_) {
        const bool lacking = loaded && !model_.settings(SettingsOf::Engine).has(lack.setting);
        lack.text->showText(!lacking  ? QString()
                            : builtin ? lack.reason
                                      : tr("The loaded module is too old for this."),
                            Tone::Info);
    }
}

} // namespace samepage::gui
