// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/atomic_file.h"

#include <fcntl.h>
#include <sdbus-c++/Types.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace samepage::ctl {
namespace {

// A file beside the one to be, as only within a file system it can take its
// place. The name begins with a dot and does not end as `path` does: what
// collects files of that name must not find it.
class NewFile {
public:
    explicit NewFile(const std::string& path)
        : path_(path)
        , name_(nameBeside(path)) {
        fd_ = sdbus::UnixFd(mkostemp(name_.data(), O_CLOEXEC), sdbus::adopt_fd);
        if (!fd_.isValid()) {
            fail();
        }
        made_ = true;
    }
    ~NewFile() {
        if (made_) {
            unlink(name_.c_str());
        }
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t written = ::write(fd_.get(), text.data(), text.size());
            if (written < 0) {
                fail();
            }
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void takePlace() {
        constexpr mode_t everybodyReads = 0644;
        // Without fsync a power failure could leave an empty file.
        if (fchmod(fd_.get(), everybodyReads) != 0 || fsync(fd_.get()) != 0 ||
            rename(name_.c_str(), path_.c_str()) != 0) {
            fail();
        }
        made_ = false;
    }

private:
    static std::string nameBeside(const std::string& path) {
        const auto slash = path.rfind('/');
        const auto folderEnd = slash == std::string::npos ? 0 : slash + 1;
        return path.substr(0, folderEnd) + "." + path.substr(folderEnd) + ".XXXXXX";
    }

    [[noreturn]] void fail() const {
        throw std::system_error(errno, std::generic_category(), "Cannot write " + path_);
    }

    std::string path_;
    std::string name_;
    sdbus::UnixFd fd_;
    bool made_ = false;
};

} // namespace

void replaceFile(const std::string& path, const std::string& text) {
    NewFile file(path);
    file.write(text);
    file.takePlace();
}

} // namespace samepage::ctl
