// SPDX-License-Identifier: GPL-2.0-or-later
// A process of one's own to do things to; gone with this object.
#pragma once

#include "client/process_row.h"

#include <QFile>
#include <QProcess>

namespace samepage::gui {

class Child {
public:
    Child() {
        process_.start(QStringLiteral("sleep"), {QStringLiteral("1000")});
        process_.waitForStarted();
    }
    ~Child() { stop(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&&) = delete;
    Child& operator=(Child&&) = delete;

    void stop() {
        process_.kill();
        process_.waitForFinished();
    }

    [[nodiscard]] client::ProcessKey key() const {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(process_.processId()));
        (void)stat.open(QIODevice::ReadOnly);
        const QByteArray line = stat.readAll();
        // After the name, which may hold anything: field 22 is the 20th.
        const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        return {.pid = static_cast<std::uint32_t>(process_.processId()),
                .startTime = fields.value(19).toULongLong()};
    }

private:
    QProcess process_;
};

} // namespace samepage::gui
