// SPDX-License-Identifier: GPL-2.0-or-later
// With whom a process may share its merged pages. The kernel keeps who maps a
// page, but tells nobody: this is what follows from what the list knows.
#pragma once

#include "client/process_row.h"

#include <QString>

#include <vector>

namespace samepage::gui {

struct SharingPartners {
    std::vector<client::ProcessRow> sameProgram{};
    std::vector<client::ProcessRow> otherPrograms{};
};

// Of `listed`, those of the same user that have merged memory as well. Nobody for a
// process without any.
[[nodiscard]] SharingPartners sharingPartners(const client::ProcessRow& process,
                                              const std::vector<client::ProcessRow>& listed);

// Sentences; empty for a process that has nothing merged.
[[nodiscard]] QString partnersText(const client::ProcessRow& process,
                                   const SharingPartners& partners);

} // namespace samepage::gui
