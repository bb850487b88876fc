// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/module_loader.h"

#include "engine/problem.h"
#include "failure.h"
#include "module/kernel_log.h"
#include "text/log.h"

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace samepage {
namespace {

constexpr int fileVersion = 1;
// What only an attempt tells.
constexpr std::array loadProblems = {problem::moduleRefused, problem::moduleLockedDown,
                                     problem::moduleUnsupported, problem::moduleFailed};

} // namespace

ModuleLoader::ModuleLoader(ModuleFiles files, std::unique_ptr<UnitStarter> units, ReadLog readLog,
                           const std::filesystem::path& directory)
    : files_(std::move(files))
    , units_(std::move(units))
    , readLog_(std::move(readLog))
    , file_(directory, "module.json", fileVersion, "The record of why the module was refused") {
    file_.load([this](const QJsonObject& json) {
        const std::string problem = json["problem"].toString().toStdString();
        if (std::ranges::find(loadProblems, problem) == loadProblems.end())
            return;
        lastProblem_ = problem;
        stamp_ = json["modules"].toString().toStdString();
    });
}

std::string ModuleLoader::lastProblem() const {
    return stamp_ == files_.stamp() ? lastProblem_ : std::string();
}

/// The service leaves when it is idle; what the kernel said stays true until then
/// and beyond.
void ModuleLoader::remember(const std::string& problem) {
    if (problem.empty() && lastProblem_.empty())
        return;
    lastProblem_ = problem;
    stamp_ = files_.stamp();
    try {
        file_.save({{"problem", QString::fromStdString(lastProblem_)},
                    {"modules", QString::fromStdString(stamp_)}});
    } catch (const Failure& failure) {
        log(LogLevel::Warning, failure.what());
    }
}

void ModuleLoader::load() {
    if (files_.loaded())
        return;
    if (!files_.installed())
        throw Failure(FailureKind::Unavailable,
                      problem::advice(files_.sourceInstalled() ? problem::moduleNotBuilt
                                                               : problem::moduleNotInstalled) +
                          " The running kernel is " + files_.release() + ".");
    const std::string before = readLog_();
    const std::string result = units_->start("modprobe@samepage.service");
    if (files_.loaded()) {
        remember({});
        return;
    }

    // That unit hides why modprobe failed; the kernel's log has it.
    const std::string after = readLog_();
    const LoadTrouble trouble = explainLoadFailure(newKernelLog(before, after));
    remember(std::string(trouble.problem));
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
    remember({});
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
