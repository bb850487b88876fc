// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/container.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace samepage {
namespace {

constexpr std::size_t shownDigits = 12;
constexpr std::size_t wholeDigits = 64;

struct Manager {
    std::string_view prefix; ///< of the control group's name
    std::string_view name;
};

// With systemd's names ("docker-ID.scope") and without ("libpod-ID").
constexpr std::array managers{
    Manager{"docker-", "docker"},
    Manager{"libpod-", "podman"},
    Manager{"crio-", "cri-o"},
    Manager{"cri-containerd-", "containerd"},
};

bool isId(std::string_view text) {
    return text.size() == wholeDigits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string_view without(std::string_view text, std::string_view suffix) {
    if (text.ends_with(suffix))
        text.remove_suffix(suffix.size());
    return text;
}

/// systemd writes what a unit's name may not hold as \xNN.
std::string unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        unsigned char byte = 0;
        if (text.size() >= 4 && text.starts_with("\\x") &&
            std::from_chars(text.data() + 2, text.data() + 4, byte, 16).ptr == text.data() + 4) {
            plain += static_cast<char>(byte);
            text.remove_prefix(4);
        } else {
            plain += text.front();
            text.remove_prefix(1);
        }
    }
    return plain;
}

/// What the name of one control group says; parent: of the one that it is in.
std::string named(std::string_view name, std::string_view parent) {
    const std::string_view scope = without(name, ".scope");
    for (const Manager& manager : managers) {
        if (scope.starts_with(manager.prefix) && isId(scope.substr(manager.prefix.size())))
            return std::string(manager.name) + ":" +
                   std::string(scope.substr(manager.prefix.size(), shownDigits));
    }
    if (isId(name) && parent == "docker") // docker with its cgroupfs driver
        return "docker:" + std::string(name.substr(0, shownDigits));
    constexpr std::string_view payload = "lxc.payload.";
    if (name.starts_with(payload) && name.size() > payload.size())
        return "lxc:" + std::string(name.substr(payload.size()));
    if (parent == "lxc")
        return "lxc:" + std::string(name);
    for (const auto& [prefix, suffix] :
         {std::pair<std::string_view, std::string_view>{"machine-", ".scope"},
          {"systemd-nspawn@", ".service"}})
        if (name.starts_with(prefix) && name.ends_with(suffix) &&
            name.size() > prefix.size() + suffix.size())
            return "machine:" + unescaped(without(name.substr(prefix.size()), suffix));
    return {};
}

} // namespace

std::string containerOf(std::string_view cgroup) {
    while (!cgroup.empty()) {
        const auto slash = cgroup.rfind('/');
        const bool top = slash == std::string_view::npos;
        const auto name = top ? cgroup : cgroup.substr(slash + 1);
        const auto above = top ? std::string_view() : cgroup.substr(0, slash);
        const auto parent = above.substr(above.rfind('/') + 1);
        if (std::string found = named(name, parent); !found.empty())
            return found;
        cgroup = above;
    }
    return {};
}

} // namespace samepage
