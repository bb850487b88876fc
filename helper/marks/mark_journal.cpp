// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks/mark_journal.h"

#include "unique_fd.h"

#include <QByteArray>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace samepage {
namespace {

// Far more than the whole record lets it become.
constexpr qsizetype maxSize = qsizetype{16} << 20;

QByteArray readFile(const std::filesystem::path& path) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    QByteArray text;
    std::array<char, 16384> buffer{};
    while (fd && text.size() < maxSize) {
        const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        text.append(buffer.data(), got);
    }
    return text;
}

} // namespace

MarkJournal::MarkJournal(const std::filesystem::path& directory)
    : path_(directory / "marks.journal") {}

void MarkJournal::replay(const std::function<void(const MarkEntry&)>& use) {
    const QByteArray text = readFile(path_);
    qsizetype begin = 0;
    while (begin < text.size()) {
        const qsizetype end = text.indexOf('\n', begin);
        const auto entry =
            end < 0 ? std::nullopt
                    : markEntry(QJsonDocument::fromJson(text.mid(begin, end - begin)).object());
        if (!entry) {
            whole_ = false;
            return;
        }
        use(*entry);
        ++lines_;
        begin = end + 1;
    }
}

bool MarkJournal::append(const std::vector<MarkEntry>& entries) {
    if (!whole_)
        return false;
    QByteArray text;
    for (const MarkEntry& entry : entries)
        text += QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact) + '\n';
    const UniqueFd fd(
        ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    // Written in part, the rest would not be where it belongs.
    whole_ =
        fd &&
        ::write(fd.get(), text.constData(), static_cast<std::size_t>(text.size())) == text.size() &&
        ::fsync(fd.get()) == 0;
    lines_ += entries.size();
    return whole_;
}

void MarkJournal::clear() {
    // What is left of it after a crash just here says nothing but what the record says.
    whole_ = ::unlink(path_.c_str()) == 0 || errno == ENOENT;
    lines_ = 0;
}

} // namespace samepage
