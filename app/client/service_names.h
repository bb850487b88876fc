// SPDX-License-Identifier: GPL-2.0-or-later
// Where the service lives on the system bus.
#pragma once

namespace samepage::client {

inline constexpr const char* serviceName = "org.samepage.Samepage1";
inline constexpr const char* objectPath = "/org/samepage/Samepage1";
inline constexpr const char* engineInterface = "org.samepage.Samepage1.Engine";
inline constexpr const char* historyInterface = "org.samepage.Samepage1.History";
inline constexpr const char* rulesInterface = "org.samepage.Samepage1.Rules";
inline constexpr const char* processesInterface = "org.samepage.Samepage1.Processes";

} // namespace samepage::client
