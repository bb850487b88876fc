// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/package_system.h"

#include <QFile>
#include <QStringList>

namespace samepage::gui {
namespace {

PackageSystem ofDistribution(const QString& id) {
    if (id == QStringLiteral("debian") || id == QStringLiteral("ubuntu")) {
        return PackageSystem::Apt;
    }
    if (id == QStringLiteral("fedora") || id == QStringLiteral("rhel")) {
        return PackageSystem::Dnf;
    }
    return id == QStringLiteral("arch") ? PackageSystem::Pacman : PackageSystem::Unknown;
}

QString valueOf(const QString& line) {
    QString value = line.section(QChar(u'='), 1).trimmed();
    if (value.size() >= 2 && value.front() == value.back() &&
        (value.front() == QChar(u'"') || value.front() == QChar(u'\''))) {
        value = value.mid(1, value.size() - 2);
    }
    return value;
}

} // namespace

PackageSystem packageSystemOf(const QString& osRelease) {
    QStringList candidates; // its own id first, then what it is like, the closest first
    for (const QString& line : osRelease.split(QChar(u'\n'))) {
        if (line.startsWith(QStringLiteral("ID="))) {
            candidates.prepend(valueOf(line));
        } else if (line.startsWith(QStringLiteral("ID_LIKE="))) {
            candidates += valueOf(line).split(QChar(u' '), Qt::SkipEmptyParts);
        }
    }
    for (const QString& id : candidates) {
        const PackageSystem system = ofDistribution(id);
        if (system != PackageSystem::Unknown) {
            return system;
        }
    }
    return PackageSystem::Unknown;
}

PackageSystem packageSystemHere() {
    static const PackageSystem here = [] {
        for (const char* path : {"/etc/os-release", "/usr/lib/os-release"}) {
            QFile file(QString::fromLatin1(path));
            if (file.open(QIODevice::ReadOnly)) {
                return packageSystemOf(QString::fromUtf8(file.readAll()));
            }
        }
        return PackageSystem::Unknown;
    }();
    return here;
}

} // namespace samepage::gui
