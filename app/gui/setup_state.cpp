// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/setup_state.h"

#include <QCoreApplication>

#include <utility>

namespace samepage::gui {
namespace {

using client::Backend;
using client::Problem;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SetupState)
};

QString installStep(PackageSystem system, const QString& packages) {
    const QString command = QStringLiteral("$ ");
    switch (system) {
    case PackageSystem::Apt:
        return command + QStringLiteral("sudo apt install ") + packages;
    case PackageSystem::Dnf:
        return command + QStringLiteral("sudo dnf install ") + packages;
    case PackageSystem::Pacman:
        return command + QStringLiteral("sudo pacman -S ") + packages;
    case PackageSystem::Unknown:
        break;
    }
    return Text::tr("Install with the package manager of that system: %1").arg(packages);
}

// What the module is built from, for the kernels that come too.
QString headers(PackageSystem system) {
    switch (system) {
    case PackageSystem::Apt:
        return QStringLiteral("linux-headers-amd64");
    case PackageSystem::Dnf:
        return QStringLiteral("kernel-devel");
    case PackageSystem::Pacman:
    case PackageSystem::Unknown:
        break;
    }
    return QStringLiteral("linux-headers");
}

QString headersOfRunningKernel(PackageSystem system) {
    switch (system) {
    case PackageSystem::Apt:
        return QStringLiteral("linux-headers-$(uname -r)");
    case PackageSystem::Dnf:
        return QStringLiteral("kernel-devel-$(uname -r)");
    case PackageSystem::Pacman:
    case PackageSystem::Unknown:
        break;
    }
    return headers(system);
}

std::optional<SetupState> linkState(Link link, PackageSystem packages) {
    switch (link) {
    case Link::Connecting:
        return SetupState{.id = QStringLiteral("connecting"),
                          .title = Text::tr("Connecting to the Samepage service…"),
                          .waiting = true};
    case Link::BusGone:
        return SetupState{
            .id = QStringLiteral("bus-gone"),
            .title = Text::tr("No connection to the system"),
            .text =
                Text::tr("Samepage talks to its service over the system bus, and the bus does not "
                         "answer. The window comes back by itself when it does."),
            .stepsTitle = Text::tr("See whether the bus runs:"),
            .steps = {QStringLiteral("$ systemctl status dbus.service")},
            .action = SetupAction::TryAgain};
    case Link::HelperNotInstalled:
        return SetupState{
            .id = QStringLiteral("helper-not-installed"),
            .title = Text::tr("The Samepage service is not installed"),
            .text =
                Text::tr("The app shows what the service finds out and does; without it there is "
                         "nothing to show. Once it is installed, the window comes back by itself."),
            .stepsTitle = Text::tr("Install it:"),
            .steps = {installStep(packages, QStringLiteral("samepaged"))},
            .action = SetupAction::TryAgain};
    case Link::HelperNotAnswering:
        return SetupState{
            .id = QStringLiteral("helper-not-answering"),
            .title = Text::tr("The Samepage service does not answer"),
            .text = Text::tr("It is installed, but could not be started or is silent. The window "
                             "comes back by itself when it answers."),
            .stepsTitle = Text::tr("See what it says, and start it again:"),
            .steps = {QStringLiteral("$ journalctl -b -u samepaged.service"),
                      QStringLiteral("$ sudo systemctl restart samepaged.service")},
            .action = SetupAction::TryAgain};
    case Link::HelperIncompatible:
        return SetupState{
            .id = QStringLiteral("helper-incompatible"),
            .title = Text::tr("App and service do not fit together"),
            .text =
                Text::tr("The Samepage service that runs is of another version than this app, and "
                         "they do not understand each other."),
            .stepsTitle = Text::tr("Bring both to the same version:"),
            .steps = {installStep(packages, QStringLiteral("samepage samepaged")),
                      QStringLiteral("$ sudo systemctl restart samepaged.service")},
            .action = SetupAction::TryAgain};
    case Link::HostUnreachable:
    case Link::Connected:
        break;
    }
    return std::nullopt;
}

SetupState unreachableState(const Remote& remote) {
    return {.id = QStringLiteral("host-unreachable"),
            .title = Text::tr("No connection to %1").arg(remote.host),
            .text = remote.unreachable,
            .stepsTitle = Text::tr("See whether ssh gets there without a question:"),
            .steps = {QStringLiteral("$ ssh %1 true").arg(remote.host)},
            .action = SetupAction::TryAgain};
}

SetupState problemState(const EngineStatus& status, PackageSystem packages) {
    switch (status.problem) {
    case Problem::ModuleNotLoaded:
        return {.id = QStringLiteral("module-not-loaded"),
                .title = Text::tr("The Samepage module is not loaded"),
                .text =
                    Text::tr("Finding and merging identical memory is the work of a kernel module. "
                             "It is installed and only has to be loaded."),
                .action = SetupAction::LoadModule};
    case Problem::ModuleNotInstalled:
        return {
            .id = QStringLiteral("module-not-installed"),
            .title = Text::tr("The Samepage module is not installed"),
            .text = Text::tr("Finding and merging identical memory is the work of a kernel module, "
                             "and there is none for the kernel that runs now."),
            .stepsTitle = Text::tr("Install and build it, then load it:"),
            .steps = {installStep(packages, QStringLiteral("samepage-dkms ") + headers(packages)),
                      QStringLiteral("$ dkms status samepage")},
            .action = SetupAction::LoadModule};
    case Problem::ModuleNotBuilt:
        return {.id = QStringLiteral("module-not-built"),
                .title = Text::tr("The Samepage module is not built for this kernel"),
                .text = Text::tr("The module is installed, but the kernel that runs now came "
                                 "later or has no headers here, and so it was not built for it."),
                .stepsTitle = Text::tr("Build it, then load it:"),
                .steps = {installStep(packages, headersOfRunningKernel(packages)),
                          QStringLiteral("$ sudo dkms autoinstall")},
                .action = SetupAction::LoadModule};
    case Problem::ModuleUnsupported:
        return {.id = QStringLiteral("module-unsupported"),
                .title = Text::tr("This kernel lacks what the Samepage module needs"),
                .text = Text::tr("The module looked for functions of the kernel and did not find "
                                 "all of them, so it left everything as it was. It works with "
                                 "Linux 6.1, 6.12 and 7.3 as Debian has them."),
                .stepsTitle = Text::tr("See what is missing:"),
                .steps = {QStringLiteral("$ sudo journalctl -k -b -g samepage")},
                .action = SetupAction::LoadModule};
    case Problem::ModuleLockedDown:
    case Problem::ModuleRefused:
        return {
            .id = status.problem == Problem::ModuleLockedDown ? QStringLiteral("module-locked-down")
                                                              : QStringLiteral("module-refused"),
            .title = status.problem == Problem::ModuleLockedDown
                         ? Text::tr("The kernel is locked down")
                         : Text::tr("The kernel refuses the Samepage module"),
            .text = Text::tr("With Secure Boot on, the kernel loads only modules signed with a key "
                             "it trusts. The module is signed with this computer’s own key, which "
                             "has to be made known to the firmware once."),
            .stepsTitle = Text::tr("Enrol the key:"),
            .steps = {QStringLiteral("$ sudo mokutil --import /var/lib/dkms/mok.pub"),
                      Text::tr("Choose a password when asked; it is needed only once."),
                      QStringLiteral("$ sudo systemctl reboot"),
                      Text::tr("On the blue screen choose “Enroll MOK” and type the password.")},
            .action = SetupAction::LoadModule};
    case Problem::ModuleFailed:
        return {.id = QStringLiteral("module-failed"),
                .title = Text::tr("The Samepage module could not start"),
                .text = Text::tr(
                    "It was loaded, but found something in this kernel that it cannot work "
                    "with, and left everything as it was. The kernel log names the reason."),
                .stepsTitle = Text::tr("Read the reason:"),
                .steps = {QStringLiteral("$ sudo journalctl -k -b -g samepage")},
                .action = SetupAction::LoadModule};
    case Problem::ModuleIncompatible:
        return {.id = QStringLiteral("module-incompatible"),
                .title = Text::tr("Module and service do not fit together"),
                .text =
                    status.moduleVersion.empty()
                        ? Text::tr("The module that is loaded is of another version than the "
                                   "service. Loading the installed one helps after an update.")
                        : Text::tr("Module %1 is loaded, but the service is version %2. Loading "
                                   "the installed module helps after an update.")
                              .arg(QString::fromStdString(status.moduleVersion),
                                   QString::fromStdString(status.version)),
                .stepsTitle = Text::tr("If that does not help, bring both to the same version:"),
                .steps = {installStep(packages, QStringLiteral("samepaged samepage-dkms"))},
                .action = SetupAction::ReloadModule};
    case Problem::BuiltinBusy:
        return {.id = QStringLiteral("builtin-busy"),
                .title = Text::tr("The kernel’s own scanner is in use"),
                .text =
                    Text::tr("Only one scanner can work on memory at a time. Stop the kernel’s own "
                             "one and let it give back what it has merged; this needs as much free "
                             "memory as it saves."),
                .stepsTitle = Text::tr("Stop it:"),
                .steps = {QStringLiteral("$ echo 2 | sudo tee /sys/kernel/mm/ksm/run")},
                .action = SetupAction::None};
    case Problem::None:
    case Problem::Unknown:
        break;
    }
    return {.id = QStringLiteral("unknown"),
            .title = Text::tr("Samepage cannot merge memory now"),
            .text =
                Text::tr("The service names a reason that this version of the app does not know. "
                         "An update of the app may help."),
            .stepsTitle = Text::tr("See what the service says:"),
            .steps = {QStringLiteral("$ samepagectl status")},
            .action = SetupAction::TryAgain};
}

// The commands are for the other machine.
std::optional<SetupState> onHost(std::optional<SetupState> state, const QString& host) {
    if (state && !host.isEmpty() && !state->steps.isEmpty()) {
        state->steps.prepend(QStringLiteral("$ ssh -t %1").arg(host));
    }
    return state;
}

} // namespace

std::optional<SetupState> setupState(Link link, const EngineStatus& status, const Remote& remote,
                                     PackageSystem packages) {
    if (link == Link::HostUnreachable) {
        return unreachableState(remote);
    }
    if (link != Link::Connected) {
        return onHost(linkState(link, packages), remote.host);
    }
    const bool working = status.backend == Backend::Module || status.backend == Backend::Builtin;
    if (status.problem == Problem::None && working) {
        return std::nullopt;
    }
    SetupState state = problemState(status, packages);
    state.usable = working;
    return onHost(std::move(state), remote.host);
}

} // namespace samepage::gui
