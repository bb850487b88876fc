// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/machine.h"

#include "gui/service_client.h"

#include <QFile>

#include <unistd.h>

#include <algorithm>

namespace samepage::gui {

Machine thisMachine() {
    return {.cpus = static_cast<quint64>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L)),
            .memoryPages = static_cast<quint64>(std::max(::sysconf(_SC_PHYS_PAGES), 0L))};
}

std::optional<quint64> availableMemory() {
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() == 3 && words[0] == "MemAvailable:") {
            bool ok = false;
            const quint64 kibibytes = words[1].toULongLong(&ok);
            return ok ? std::optional(kibibytes * 1024) : std::nullopt;
        }
    }
    return std::nullopt;
}

Machine machineOf(const ServiceClient& client) {
    return client.host().isEmpty() ? thisMachine() : Machine();
}

std::optional<quint64> availableMemory(const ServiceClient& client) {
    return client.host().isEmpty() ? availableMemory() : std::nullopt;
}

} // namespace samepage::gui
