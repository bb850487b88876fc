// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/resume_mark.h"

#include "text/log.h"
#include "unique_fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace samepage {

void setResumeMark(const std::filesystem::path& directory, bool wanted) {
    if (directory.empty())
        return;
    const std::filesystem::path mark = directory / "resume";
    const bool done =
        wanted ? static_cast<bool>(UniqueFd(
                     ::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)))
               : ::unlink(mark.c_str()) == 0 || errno == ENOENT;
    if (!done)
        log(LogLevel::Warning,
            "Could not change " + mark.string() + ": " + std::strerror(errno) +
                ". After a restart of the machine it may not go on as it does now.");
}

} // namespace samepage
