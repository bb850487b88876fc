// SPDX-License-Identifier: GPL-2.0-or-later
#include "made_up.h"

#include <random>

#include <unistd.h>

namespace samepage::gui {
namespace {

struct Program {
    const char* name;
    const char* exe;
    const char* unit;
    std::uint64_t mib;
    bool foreign;
};

constexpr Program programs[] = {
    {"python3.13", "/usr/bin/python3.13", "app-jupyter@4.service", 610, false},
    {"python3.13", "/usr/bin/python3.13", "app-jupyter@4.service", 588, false},
    {"python3.13", "/usr/bin/python3.13", "app-jupyter@4.service", 602, false},
    {"qemu-system-x86_64", "/usr/bin/qemu-system-x86_64", "machine-qemu\\x2d1\\x2dbuild.scope",
     4123, true},
    {"qemu-system-x86_64", "/usr/bin/qemu-system-x86_64", "machine-qemu\\x2d2\\x2dtest.scope", 4096,
     true},
    {"firefox-esr", "/usr/lib/firefox-esr/firefox-esr", "app-firefox-2231.scope", 1432, false},
    {"Isolated Web Co", "/usr/lib/firefox-esr/firefox-esr", "app-firefox-2231.scope", 312, false},
    {"Isolated Web Co", "/usr/lib/firefox-esr/firefox-esr", "app-firefox-2231.scope", 290, false},
    {"postgres", "/usr/lib/postgresql/17/bin/postgres", "postgresql@17-main.service", 143, true},
    {"postgres", "/usr/lib/postgresql/17/bin/postgres", "postgresql@17-main.service", 91, true},
    {"java", "/usr/lib/jvm/java-21-openjdk-amd64/bin/java", "app-idea-7721.scope", 2210, false},
    {"kwin_wayland", "/usr/bin/kwin_wayland", "plasma-kwin_wayland.service", 234, false},
    {"plasmashell", "/usr/bin/plasmashell", "plasma-plasmashell.service", 388, false},
    {"a-program-with-a-name-that-goes-on-and-on-as-some-do",
     "/opt/a very long "
     "folder/with/many/levels/a-program-with-a-name-that-goes-on-and-on-as-some-do",
     "app-com.example.AnApplicationWithARatherLongName@83b1e3f2e1ab4.service", 77, false},
    {"node", "/usr/bin/node", "user@1000.service", 187, false},
    {"ssh-agent", "/usr/bin/ssh-agent", "ssh-agent.service", 3, false},
    {"systemd", "/usr/lib/systemd/systemd", "init.scope", 14, true},
    {"systemd-journald", "/usr/lib/systemd/systemd-journald", "systemd-journald.service", 31, true},
    {"NetworkManager", "/usr/sbin/NetworkManager", "NetworkManager.service", 21, true},
    {"bash", "/usr/bin/bash", "app-org.kde.konsole-3177.scope", 6, false},
    {"pipewire", "/usr/bin/pipewire", "pipewire.service", 18, false},
    {"sshd-session", "/usr/lib/openssh/sshd-session", "ssh.service", 9, true},
};

} // namespace

std::vector<client::ProcessRow> madeUpProcesses(std::size_t count, bool allUsers) {
    std::mt19937 random(20); // NOLINT: always the same
    std::vector<client::ProcessRow> rows;
    std::uint32_t pid = 1200;
    for (std::size_t number = 0; rows.size() < count; ++number) {
        const Program& program = programs[number % std::size(programs)];
        pid += 1 + random() % 37;
        if (program.foreign && !allUsers) {
            continue;
        }
        client::ProcessRow row = madeUpProcess(
            pid, program.name, (program.mib << 20) + (random() % (program.mib << 18)));
        row.exe = program.exe;
        row.unit = program.unit;
        if (program.foreign) {
            const std::string name = program.name;
            row.user = name == "postgres" ? "postgres"
                                          : (name.starts_with("qemu") ? "libvirt-qemu" : "root");
            row.uid = row.user == "root" ? 0 : 112;
        }
        if (number < 3 || std::string(program.name) == "qemu-system-x86_64") {
            row.marked = row.mergeable = true;
            row.merged = row.rss / 5 * 3;
            row.saved = row.merged / 3 * 2;
        }
        if (std::string(program.name) == "java") {
            row.mergeable = true;
        }
        rows.push_back(row);
    }
    return rows;
}

client::ProcessRow madeUpProcess(std::uint32_t pid, const std::string& name, std::uint64_t rss) {
    return {.key = {.pid = pid, .startTime = std::uint64_t{pid} * 10},
            .ppid = 1,
            .uid = ::getuid(),
            .user = "ada",
            .name = name,
            .exe = "/usr/bin/" + name,
            .unit = "",
            .rss = rss,
            .markable = true};
}

} // namespace samepage::gui
