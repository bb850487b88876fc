// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/service_status.h"

#include "client/counters.h"
#include "client/engine_status.h"
#include "ctl/text.h"

namespace samepage::ctl {
namespace {

std::string line(const char* label, const std::string& value) {
    std::string text(label);
    text.resize(10, ' ');
    return text + value + "\n";
}

std::string backendText(const ServiceStatus& status) {
    switch (client::parseBackend(status.backend)) {
    case client::Backend::Module:
        return "kernel module " + printable(status.moduleVersion);
    case client::Backend::Builtin:
        return "the kernel's built-in scanner";
    case client::Backend::None:
        return "none";
    case client::Backend::Unknown:
        break;
    }
    return printable(status.backend);
}

/// An update leaves the module that is loaded alone: it goes on, older than what is installed.
bool moduleDiffers(const ServiceStatus& status) {
    return client::parseBackend(status.backend) == client::Backend::Module &&
           !status.moduleVersion.empty() && status.moduleVersion != status.version;
}

} // namespace

ServiceStatus readStatus(EngineProxy& engine) {
    ServiceStatus status;
    const auto properties =
        engine.getProxy().getAllProperties().onInterface(client::engineInterface);
    for (const auto& [name, value] : properties) {
        std::string* into = name == "Backend"         ? &status.backend
                            : name == "State"         ? &status.state
                            : name == "Problem"       ? &status.problem
                            : name == "Explanation"   ? &status.explanation
                            : name == "Version"       ? &status.version
                            : name == "ModuleVersion" ? &status.moduleVersion
                                                      : nullptr;
        if (into != nullptr && value.containsValueOfType<std::string>()) {
            *into = value.get<std::string>();
        }
    }
    try {
        status.rulesExplanation = engine.getProxy()
                                      .getProperty("Explanation")
                                      .onInterface(client::rulesInterface)
                                      .get<std::string>();
    } catch (const sdbus::Error&) {
        status.rulesExplanation.clear(); // an older service has no rules
    }
    if (client::parseBackend(status.backend) != client::Backend::None) {
        status.counters = engine.GetCounters();
    }
    return status;
}

std::string problemText(const std::string& problem) {
    using client::Problem;
    switch (client::parseProblem(problem)) {
    case Problem::None:
        return "";
    case Problem::ModuleNotLoaded:
        return "The kernel module is not loaded. Load it with: samepagectl load";
    case Problem::ModuleNotInstalled:
        return "The kernel module is not installed for this kernel. "
               "On Debian: apt install samepage-dkms linux-headers-amd64";
    case Problem::ModuleNotBuilt:
        return "The kernel module is installed, but not built for this kernel. "
               "On Debian: apt install linux-headers-$(uname -r), then dkms autoinstall";
    case Problem::ModuleLockedDown:
        return "The kernel is locked down: it loads only modules that are signed with a key it "
               "knows. Enrol the one of DKMS with: mokutil --import /var/lib/dkms/mok.pub";
    case Problem::ModuleUnsupported:
        return "The running kernel lacks something that the module needs; it works with Linux "
               "6.1, 6.12 and 7.3 as Debian has them. What is missing: journalctl -k -g samepage";
    case Problem::ModuleRefused:
        return "The kernel refused the module: with Secure Boot it loads only modules that are "
               "signed with a key it knows. "
               "Enrol the one of DKMS with: mokutil --import /var/lib/dkms/mok.pub";
    case Problem::ModuleFailed:
        return "The kernel module reported an error while it was loaded: see journalctl -k";
    case Problem::ModuleIncompatible:
        return "The loaded kernel module has another version than the service. "
               "Replace it with: samepagectl unload; samepagectl load";
    case Problem::BuiltinBusy:
        return "The kernel's built-in scanner runs, or has pages merged. "
               "Stop it with: echo 2 > /sys/kernel/mm/ksm/run";
    case Problem::Unknown:
        break;
    }
    return printable(problem);
}

std::string statusText(const ServiceStatus& status, bool sizesInBytes) {
    std::string text = line("Service", "samepaged " + printable(status.version));
    text += line("Engine", backendText(status));
    text += line("State", printable(status.state));
    if (!status.explanation.empty() && status.problem.empty()) {
        text += line("", printable(status.explanation));
    }
    if (!status.problem.empty()) {
        text += line("Problem", problemText(status.problem));
    }
    if (moduleDiffers(status)) {
        text +=
            line("Note", "The loaded kernel module is version " + printable(status.moduleVersion) +
                             ", the service is " + printable(status.version) +
                             ". They work together. After an update, change to the installed "
                             "module with: samepagectl unload; samepagectl load");
    }
    if (!status.rulesExplanation.empty()) {
        text += line("Rules", printable(status.rulesExplanation));
    }
    if (!status.counters.empty()) {
        const client::Counters counters = client::parseCounters(status.counters);
        text += line("Saved", sizeText(counters.savedBytes, sizesInBytes));
        text += line("Shared", std::to_string(counters.pagesShared) + " pages, kept once");
        text += line("Sharing", std::to_string(counters.pagesSharing) + " pages, saved by that");
        text += line("Unshared", std::to_string(counters.pagesUnshared) + " pages, unique so far");
        text += line("Volatile",
                     std::to_string(counters.pagesVolatile) + " pages, changing too quickly");
        text += line("Scanned", std::to_string(counters.pagesScanned) + " pages, in " +
                                    std::to_string(counters.fullScans) + " full passes");
    }
    return text;
}

} // namespace samepage::ctl
