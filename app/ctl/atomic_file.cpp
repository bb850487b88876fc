// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/atomic_file.h"

#include <QSaveFile>
#include <QString>

#include <stdexcept>

namespace samepage::ctl {

void replaceFile(const std::string& path, const std::string& text) {
    QSaveFile file(QString::fromStdString(path));
    const auto everybodyReads = QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                QFileDevice::ReadGroup | QFileDevice::ReadOther;
    const auto size = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), size) != size ||
        !file.setPermissions(everybodyReads) || !file.commit()) {
        throw std::runtime_error("Cannot write " + path + ": " + file.errorString().toStdString());
    }
}

} // namespace samepage::ctl
