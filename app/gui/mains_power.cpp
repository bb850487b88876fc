// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/mains_power.h"

#include <QDir>
#include <QFile>

namespace samepage::gui {
namespace {

QByteArray word(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed() : QByteArray();
}

} // namespace

bool onMainsPower(const QString& folder) {
    bool discharges = false;
    const QDir supplies(folder);
    for (const QString& name : supplies.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString supply = supplies.filePath(name);
        const QByteArray type = word(supply + QLatin1String("/type"));
        if (type == "Mains" && word(supply + QLatin1String("/online")) == "1") {
            return true;
        }
        // A mouse has a battery, too.
        if (type == "Battery" && word(supply + QLatin1String("/scope")) != "Device" &&
            word(supply + QLatin1String("/status")) == "Discharging") {
            discharges = true;
        }
    }
    return !discharges;
}

} // namespace samepage::gui
