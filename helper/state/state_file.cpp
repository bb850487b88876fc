// SPDX-License-Identifier: GPL-2.0-or-later
#include "state/state_file.h"

#include "failure.h"
#include "text/log.h"
#include "unique_fd.h"

#include <QByteArray>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

namespace samepage {
namespace {

// Far more than 256 rules take.
constexpr qsizetype maxSize = qsizetype{16} << 20;

constexpr const char* versionKey = "version";

[[noreturn]] void fail(const char* step) {
    throw std::system_error(errno, std::generic_category(), step);
}

/// Empty: there is no such file.
std::optional<QByteArray> readFile(const std::filesystem::path& path) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd && errno == ENOENT)
        return std::nullopt;
    if (!fd)
        fail("open");
    QByteArray text;
    std::array<char, 16384> buffer{};
    ssize_t got = 0;
    while ((got = ::read(fd.get(), buffer.data(), buffer.size())) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail("read");
        text.append(buffer.data(), got);
        if (text.size() > maxSize)
            throw std::runtime_error("it is too large");
    }
    return text;
}

void writeAll(int fd, QByteArray text) {
    while (!text.isEmpty()) {
        const ssize_t written =
            ::write(fd, text.constData(), static_cast<std::size_t>(text.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail("write");
        text.remove(0, written);
    }
}

/// Deletes the file unless it is kept.
class Temporary {
public:
    explicit Temporary(std::filesystem::path path)
        : path_(std::move(path)) {}
    ~Temporary() {
        if (!kept_)
            ::unlink(path_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    void becomes(const std::filesystem::path& other) {
        if (::rename(path_.c_str(), other.c_str()) != 0)
            fail("rename");
        kept_ = true;
    }

private:
    std::filesystem::path path_;
    bool kept_ = false;
};

void replace(const std::filesystem::path& path, const QByteArray& text) {
    const std::filesystem::path other = path.string() + ".new";
    Temporary temporary(other);
    // Two steps, as a crash may have left one.
    ::unlink(other.c_str());
    const UniqueFd fd(
        ::open(other.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd)
        fail("create");
    writeAll(fd.get(), text);
    if (::fsync(fd.get()) != 0)
        fail("fsync");
    temporary.becomes(path);
}

/// Without it a power failure can bring the old file back.
void syncDirectory(const std::filesystem::path& directory) {
    const UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        log(LogLevel::Warning, "Could not sync " + directory.string() + ": " +
                                   std::strerror(errno) +
                                   ". After a power failure it may be as it was before.");
}

} // namespace

StateFile::StateFile(std::filesystem::path directory, const std::string& name, int version,
                     std::string what)
    : directory_(std::move(directory))
    , path_(directory_.empty() ? std::filesystem::path() : directory_ / name)
    , version_(version)
    , what_(std::move(what)) {}

bool StateFile::load(const std::function<void(const QJsonObject&)>& use) {
    if (directory_.empty())
        return true;
    try {
        const auto text = readFile(path_);
        if (!text)
            return true;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(*text, &error);
        if (!document.isObject())
            throw std::runtime_error("it is no JSON object (" + error.errorString().toStdString() +
                                     ")");
        const QJsonObject contents = document.object();
        if (const int version = contents[versionKey].toInt(); version < 1 || version > version_)
            throw std::runtime_error("it is of version " + std::to_string(version) +
                                     ", which this service does not know");
        use(contents);
        return true;
    } catch (const std::exception& error) { // runtime_error, system_error, Failure
        setAside(error.what());
        return false;
    }
}

void StateFile::setAside(const std::string& why) {
    const std::string aside = path_.string() + ".broken";
    const bool moved = ::rename(path_.c_str(), aside.c_str()) == 0;
    log(LogLevel::Warning,
        what_ + " in " + path_.string() + " cannot be used: " + why + ". " +
            (moved ? "The file is now " + aside + "; they begin anew." : "They begin anew."));
}

void StateFile::save(QJsonObject contents) {
    if (directory_.empty())
        return;
    contents[versionKey] = version_;
    try {
        replace(path_, QJsonDocument(contents).toJson(QJsonDocument::Indented));
    } catch (const std::system_error& error) {
        throw Failure(FailureKind::Failed, what_ + " could not be saved in " + directory_.string() +
                                               ": " + error.code().message() +
                                               ". Nothing was changed.");
    }
    syncDirectory(directory_);
}

} // namespace samepage
