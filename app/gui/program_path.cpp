// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/program_path.h"

#include <QFileInfo>
#include <QThread>

#include <memory>
#include <utility>

namespace samepage::gui {

void followLinks(const QString& path, QObject* receiver,
                 std::function<void(const QString& path)> done) {
    auto result = std::make_shared<QString>(path);
    QThread* thread = QThread::create([result] {
        const QString real = QFileInfo(*result).canonicalFilePath();
        if (!real.isEmpty()) {
            *result = real;
        }
    });
    QObject::connect(thread, &QThread::finished, receiver,
                     [result, done = std::move(done)] { done(*result); });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace samepage::gui
