// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/program_icons.h"

#include "gui/symbolic_icon.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <utility>

namespace samepage::gui {
namespace {

struct DesktopEntry {
    QString exec{};
    QString icon{};
};

DesktopEntry readEntry(const QString& path) {
    QFile file(path);
    DesktopEntry entry;
    // Nobody's desktop file is larger; a device or a huge file is not one.
    constexpr qint64 limit = 262144;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text) || file.size() > limit) {
        return entry;
    }
    bool inEntry = false;
    for (const QByteArray& raw : file.read(limit).split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.startsWith('[')) {
            inEntry = line == "[Desktop Entry]";
        } else if (inEntry && line.startsWith("Exec=") && entry.exec.isEmpty()) {
            entry.exec = QString::fromUtf8(line.mid(5));
        } else if (inEntry && line.startsWith("Icon=") && entry.icon.isEmpty()) {
            entry.icon = QString::fromUtf8(line.mid(5));
        }
    }
    return entry;
}

QString programOf(const QString& exec) {
    for (const QString& word : QProcess::splitCommand(exec)) {
        // "env VAR=value program"
        if (word != QLatin1String("env") && !word.contains(QChar(u'='))) {
            return QFileInfo(word).fileName();
        }
    }
    return {};
}

} // namespace

ProgramIcons::ProgramIcons(QObject* parent)
    : QObject(parent)
    , generic_(symbolicIcon(QStringLiteral("program"), Tint::Dim)) {
    const QStringList folders =
        QStandardPaths::standardLocations(QStandardPaths::ApplicationsLocation);
    reader_.reset(QThread::create([this, folders] { read_ = readDesktopFiles(folders); }));
    connect(reader_.get(), &QThread::finished, this, [this] {
        index_ = std::move(read_);
        cache_.clear();
        emit ready();
    });
    reader_->start(QThread::LowPriority);
}

ProgramIcons::~ProgramIcons() {
    reader_->wait();
}

ProgramIcons::Index ProgramIcons::readDesktopFiles(const QStringList& folders) {
    Index index;
    for (const QString& folder : folders) {
        QDirIterator files(folder, {QStringLiteral("*.desktop")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const DesktopEntry entry = readEntry(files.next());
            const QString program = programOf(entry.exec);
            if (!program.isEmpty() && !entry.icon.isEmpty() && !index.contains(program)) {
                index.insert(program, entry.icon);
            }
        }
    }
    return index;
}

QIcon ProgramIcons::iconFor(const QString& exe, const QString& name) const {
    const QString program = exe.isEmpty() ? name : exe.mid(exe.lastIndexOf(QChar(u'/')) + 1);
    const auto cached = cache_.constFind(program);
    if (cached != cache_.constEnd()) {
        return *cached;
    }
    QIcon icon = generic_;
    const auto found = index_.constFind(program);
    if (found != index_.constEnd()) {
        const QIcon own = QDir::isAbsolutePath(*found) ? QIcon(*found) : QIcon::fromTheme(*found);
        if (!own.isNull() && !own.availableSizes().isEmpty()) {
            icon = own;
        }
    }
    cache_.insert(program, icon);
    return icon;
}

} // namespace samepage::gui
