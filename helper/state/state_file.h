// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QJsonObject>

#include <filesystem>
#include <functional>
#include <string>

namespace samepage {

/// A small JSON file that is whole at any time: what was saved before, or what
/// was saved last, however the machine or the service ends. Blocking: worker
/// threads only; one at a time.
class StateFile {
public:
    /// what: its name in sentences, as "The rules". An empty directory: nothing
    /// is kept.
    StateFile(std::filesystem::path directory, const std::string& name, int version,
              std::string what);

    /// Gives the contents to `use`, if there are any. A file that is no such
    /// JSON, is of a later version, or that `use` refuses by throwing is set
    /// aside as NAME.broken and the log says so. False: that happened.
    bool load(const std::function<void(const QJsonObject&)>& use);

    /// Returns when it is on the disk. Throws Failure when it is not; what was
    /// saved before is still there then.
    void save(QJsonObject contents);

private:
    void setAside(const std::string& why);

    std::filesystem::path directory_;
    std::filesystem::path path_;
    int version_;
    std::string what_;
};

} // namespace samepage
