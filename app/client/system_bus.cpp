// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/system_bus.h"

#include <sdbus-c++/Error.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <system_error>
#include <thread>

namespace samepage::client {
namespace {

using BusPtr = std::unique_ptr<sd_bus, decltype(&sd_bus_close_unref)>;

std::string reason(int error) {
    return std::generic_category().message(error);
}

sd_bus* openHere() {
    sd_bus* bus = nullptr;
    const int result = sd_bus_open_system(&bus);
    if (result < 0) {
        throw sdbus::createError(-result, "Cannot connect to the system bus");
    }
    return bus;
}

// With what ssh ended, without taking that from sd-bus, whose child it is: the
// only one there is by now.
bool sshEnded(int& status) {
    using std::chrono::milliseconds;
    for (int tries = 0; tries < 100; ++tries) {
        siginfo_t info{};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
            return false;
        }
        if (info.si_pid != 0) {
            status = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
            return true;
        }
        std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
}

// sd-bus runs what this environment variable names instead, if it is there.
std::string sshProgram() {
    const char* named = secure_getenv("SYSTEMD_SSH");
    return named != nullptr && *named != '\0' ? named : "ssh";
}

// As execvp would find it.
bool isInstalled(const std::string& program) {
    if (program.find('/') != std::string::npos) {
        return access(program.c_str(), X_OK) == 0;
    }
    const char* path = secure_getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (access(folder.append("/").append(program).c_str(), X_OK) == 0) {
            return true;
        }
    }
    return false;
}

sd_bus* openHost(const std::string& host) {
    const std::string program = sshProgram();
    if (!isInstalled(program)) {
        throw NoConnection(NoConnection::Reason::NoSsh,
                           "There is no program \"" + program +
                               "\". On Debian: apt install openssh-client");
    }
    sd_bus* opened = nullptr;
    // Where ssh ends before sd-bus has said a word to it, sd-bus keeps to itself with
    // what it ended. It got nowhere then, and may try once more.
    constexpr int mostTries = 8;
    int result = -EPIPE;
    for (int tries = 0; tries < mostTries && result < 0 && result != -EINVAL; ++tries) {
        result = sd_bus_open_system_remote(&opened, host.c_str());
    }
    if (result < 0 && result != -EINVAL) {
        throw NoConnection(NoConnection::Reason::SshFailed,
                           "ssh could not connect: " + reason(-result) + ".");
    }
    if (result < 0) {
        throw NoConnection(
            NoConnection::Reason::NoPlace,
            "That is no name of a machine that ssh could be given: " + reason(-result) + ".");
    }
    BusPtr bus(opened, &sd_bus_close_unref);
    // Waits until the bus there has answered: only now ssh has got through.
    const char* name = nullptr;
    if (sd_bus_get_unique_name(bus.get(), &name) < 0) {
        int status = 0;
        const bool ended = sshEnded(status);
        throw sshFailure(ended, status);
    }
    return bus.release();
}

std::string machineFailureText(int error) {
    switch (error) {
    case EPERM:
    case EACCES:
        return "Only root may look into a container.";
    case ENXIO:
    case ENOENT:
    case ESRCH: // its first process is gone
    case EHOSTDOWN:
    case EINVAL:
        return "There is no such container that runs and is known to systemd-machined.";
    default:
        return "There is no way to the system bus of the container: " + reason(error) + ".";
    }
}

sd_bus* openMachine(const std::string& machine) {
    sd_bus* opened = nullptr;
    int result = sd_bus_open_system_machine(&opened, machine.c_str());
    BusPtr bus(opened, &sd_bus_close_unref);
    const char* name = nullptr;
    if (result >= 0) {
        result = sd_bus_get_unique_name(bus.get(), &name);
    }
    if (result < 0) {
        throw NoConnection(NoConnection::Reason::NoPlace, machineFailureText(-result));
    }
    return bus.release();
}

} // namespace

sd_bus* openBus(const Place& place) {
    switch (place.kind) {
    case Place::Kind::Host:
        return openHost(place.name);
    case Place::Kind::Machine:
        return openMachine(place.name);
    case Place::Kind::Here:
        break;
    }
    return openHere();
}

NoConnection sshFailure(bool ended, int status) {
    using Reason = NoConnection::Reason;
    constexpr int sshFailed = 255;
    constexpr int noSuchCommand = 127;
    if (!ended) {
        return {Reason::Silent, "ssh reached no system bus there in time."};
    }
    if (status == sshFailed) {
        return {Reason::SshFailed, "ssh could not connect."};
    }
    if (status == noSuchCommand) {
        return {Reason::NoBridge,
                "There is no systemd-stdio-bridge there, which comes with systemd."};
    }
    return {Reason::NoBus, "There is no system bus there (systemd-stdio-bridge ended with status " +
                               std::to_string(status) + ")."};
}

} // namespace samepage::client
