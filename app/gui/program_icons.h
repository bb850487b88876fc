// SPDX-License-Identifier: GPL-2.0-or-later
// The icon of a program, by way of the desktop files that start it.
#pragma once

#include <QHash>
#include <QIcon>
#include <QObject>
#include <QString>
#include <QThread>

#include <memory>

namespace samepage::gui {

class ProgramIcons : public QObject {
    Q_OBJECT

public:
    using Index = QHash<QString, QString>; // program file name -> icon name

    // Reads the desktop files in the background; until then every program has
    // the generic icon.
    explicit ProgramIcons(QObject* parent = nullptr);
    ~ProgramIcons() override;

    // Never null.
    [[nodiscard]] QIcon iconFor(const QString& exe, const QString& name) const;

    // The desktop files below `folders`, earlier ones winning. Thread-safe.
    [[nodiscard]] static Index readDesktopFiles(const QStringList& folders);

signals:
    void ready();

private:
    std::unique_ptr<QThread> reader_;
    Index read_; // belongs to reader_ until that has finished
    Index index_;
    mutable QHash<QString, QIcon> cache_;
    QIcon generic_;
};

} // namespace samepage::gui
