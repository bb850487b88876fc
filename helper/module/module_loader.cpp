// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/module_loader.h"

#include "engine/problem.h"
#include "failure.h"
#include "module/kernel_log.h"
#include "text/log.h"

#include <utility>

namespace samepage {

ModuleLoader::ModuleLoader(ModuleFiles files, std::unique_ptr<UnitStarter> units, ReadLog readLog)
    : files_(std::move(files))
    , units_(std::move(units))
    , readLog_(std::move(readLog)) {}

void ModuleLoader::load() {
    if (files_.loaded())
        return;
    lastProblem_.clear();
    if (!files_.installed())
        throw Failure(FailureKind::Unavailable,
                      problem::advice(files_.sourceInstalled() ? problem::moduleNotBuilt
                                                               : problem::moduleNotInstalled) +
                          " The running kernel is " + files_.release() + ".");
    const std::string before = readLog_();
    const std::string result = units_->start("modprobe@samepage.service");
    if (files_.loaded())
        return;

    // That unit hides why modprobe failed; the kernel's log has it.
    const std::string after = readLog_();
    const LoadTrouble trouble = explainLoadFailure(newKernelLog(before, after));
    lastProblem_ = trouble.problem;
    std::string sentence = problem::advice(trouble.problem);
    if (!trouble.line.empty())
        sentence += " The kernel said: " + trouble.line;
    else if (result != "done")
        sentence += " systemd said: modprobe@samepage.service " + result + ".";
    else
        sentence += " The kernel said nothing: the module may be on a blacklist in "
                    "/etc/modprobe.d.";
    log(LogLevel::Warning, "Loading the module failed. " + sentence);
    throw Failure(FailureKind::Failed, sentence);
}

void ModuleLoader::unload() {
    lastProblem_.clear();
    if (!files_.loaded())
        return;
    const std::string result = units_->start("samepage-unload.service");
    if (!files_.loaded())
        return;
    if (files_.inUse())
        throw Failure(FailureKind::Busy,
                      "The kernel module samepage is in use right now; try again in a moment.");
    throw Failure(FailureKind::Failed, "The kernel module samepage is still loaded: "
                                       "samepage-unload.service ended with \"" +
                                           result +
                                           "\". Its log says more (journalctl -u "
                                           "samepage-unload).");
}

} // namespace samepage
