// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/run_failure.h"

#include <cerrno>
#include <cstring>

namespace samepage {

Failure runFailure(int run, int error, const char* busySentence) {
    if (error == EBUSY)
        return {FailureKind::Busy, busySentence};
    if (error == ENOENT || error == ENODEV)
        return {FailureKind::Unavailable, "The scanner is gone: its module was unloaded."};
    if (run == 2 && error == ENOMEM)
        return {FailureKind::Failed, "There is not enough free memory to give every process its "
                                     "own copy again. What is left stays merged; free some memory "
                                     "and try again."};
    if (error == EINTR)
        return {FailureKind::Failed, "It was interrupted; what is left stays merged."};
    const char* what = run == 0   ? "stop scanning"
                       : run == 1 ? "start scanning"
                                  : "unmerge the memory";
    return {FailureKind::Failed,
            std::string("The kernel did not ") + what + ": " + std::strerror(error) + "."};
}

} // namespace samepage
