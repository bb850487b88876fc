// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/tray_text.h"

#include "gui/format.h"

#include <QCoreApplication>

namespace samepage::gui {
namespace {

using client::EngineState;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Tray)
};

QString stateSentence(Link link, EngineState state) {
    if (link == Link::Connecting) {
        return Text::tr("Connecting to the service…");
    }
    if (link != Link::Connected) {
        return Text::tr("The service is not there");
    }
    switch (state) {
    case EngineState::Running:
        return Text::tr("Scanning");
    case EngineState::Waiting:
        return Text::tr("Waiting until it may scan");
    case EngineState::Paused:
        return Text::tr("Scanning is paused");
    case EngineState::Unmerging:
        return Text::tr("Everything is being unmerged");
    case EngineState::Unavailable:
    case EngineState::Unknown:
        break;
    }
    return Text::tr("There is no scanner");
}

} // namespace

QString trayTitle(const QString& host) {
    return host.isEmpty() ? QStringLiteral("Samepage") : Text::tr("Samepage on %1").arg(host);
}

QString trayToolTip(Link link, const EngineStatus& status, std::optional<quint64> savedBytes,
                    const QString& host) {
    const QString text = savedBytes && link == Link::Connected
                             ? Text::tr("%1 saves %2", "“Samepage”, or “Samepage on computer”")
                                   .arg(trayTitle(host), formatSize(*savedBytes))
                             : trayTitle(host);
    return text + QChar(u'\n') + stateSentence(link, status.state);
}

} // namespace samepage::gui
